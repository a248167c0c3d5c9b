/**
 * From a repository, its environment and arguments to a definition, or to everything that is wrong with it. Depends on
 * the other packages below {@code engine.definition} and on {@code engine.profile}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.load;
