/**
 * What environment variables say, as a tree. Which variables hold hooks is told by the profiles. Depends on {@code
 * engine.definition.tree}, {@code engine.definition.problem} and {@code engine.profile}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.environment.EnvironmentVariables}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.environment;
