/**
 * What a definition says of the app while it runs: its directories, services, instances and requests. Immutable values,
 * entry class {@link io.jenkins.plugins.deployhooks.engine.definition.running.RunRules}. Depends on {@code
 * engine.definition.hook}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.running;
