/**
 * Trees to definitions: every problem of a tree is collected, none ends the reading. Depends on {@code
 * engine.definition.parse.hook} and {@code engine.definition.parse.value}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.parse.DefinitionParser}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.parse;
