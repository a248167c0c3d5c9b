/**
 * Deployments in freestyle jobs: {@link io.jenkins.plugins.deployhooks.freestyle.DeploymentLifecycle} around the builders,
 * {@link io.jenkins.plugins.deployhooks.freestyle.BuildPhase}, {@link io.jenkins.plugins.deployhooks.freestyle.RunPhase} and
 * {@link io.jenkins.plugins.deployhooks.freestyle.EventHooks} among them, {@link
 * io.jenkins.plugins.deployhooks.freestyle.DeploymentResult} after them. Forms and what people write; what happens is in
 * {@code freestyle.drive}.
 */
package io.jenkins.plugins.deployhooks.freestyle;
