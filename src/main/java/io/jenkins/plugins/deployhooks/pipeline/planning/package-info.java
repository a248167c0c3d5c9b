/**
 * How a deployment in a Pipeline gets its plan: {@link io.jenkins.plugins.deployhooks.pipeline.planning.Planning} reads the
 * definition, remembers earlier deployments, and asks {@code pipeline.archive} whether something was built already. Depends
 * on {@code config}, {@code pipeline.course}, {@code pipeline.archive}, {@code agent.workspace} and {@code engine}.
 */
package io.jenkins.plugins.deployhooks.pipeline.planning;
