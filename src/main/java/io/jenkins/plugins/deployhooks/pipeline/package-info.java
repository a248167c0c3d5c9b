/**
 * The steps of Pipelines: {@link io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep} is a deployment, {@link
 * io.jenkins.plugins.deployhooks.pipeline.DeployHooksStep} one of its phases, or the hooks of one event. They carry out the
 * commands of a course by calling other steps through the program, and do no I/O on its thread. Depends on {@code
 * pipeline.course} and the engine's messages.
 */
package io.jenkins.plugins.deployhooks.pipeline;
