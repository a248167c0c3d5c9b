/**
 * Hooks of a tree, checked and understood: their names, scripts, settings and conditions. Depends on {@code
 * engine.definition.parse.value} and on values of {@code engine.definition}, {@code engine.profile}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.parse.hook.EventsParser}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;
