/**
 * Steps of a deployment that are no hooks: each is a step of the Pipeline with a node and a log of its own. Entry class
 * {@link io.jenkins.plugins.deployhooks.pipeline.task.DeployTaskStep}, called by {@code pipeline}; what a step does is a {@link
 * io.jenkins.plugins.deployhooks.pipeline.task.DeploymentTask}. Uses {@code pipeline.course} for what is known of the deployment, and
 * {@code pipeline.attempt} for agents that go away.
 */
package io.jenkins.plugins.deployhooks.pipeline.task;
