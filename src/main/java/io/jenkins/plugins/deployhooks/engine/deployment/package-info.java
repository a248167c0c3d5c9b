/**
 * Drives a lifecycle: {@link io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse} for callers that are told
 * when a step has ended, such as Pipelines, and {@link io.jenkins.plugins.deployhooks.engine.deployment.Deployment} for
 * callers that can wait, such as the command line, by ports. Depends on every other package of the engine but the readers
 * of definitions.
 */
package io.jenkins.plugins.deployhooks.engine.deployment;
