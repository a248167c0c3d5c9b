/**
 * What files and arguments say, as trees: deploy-hooks.yml, .platform.app.yaml, the directory .deploy-hooks, and the
 * arguments of a step or command line. Depends on {@code engine.definition.tree}, {@code engine.definition.problem} and
 * {@code engine.definition.yaml}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.source.DeployHooksFile}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.source;
