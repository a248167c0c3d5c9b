/**
 * The step {@code deployHook}: one hook is one step with one node and one log, alone or in a deployment. It is restarted
 * with the controller and waits for agents that come back. Uses {@code agent} to run hooks, {@code pipeline.order} to speak
 * with its deployment. Entry class {@link io.jenkins.plugins.deployhooks.pipeline.hook.DeployHookStep}.
 */
package io.jenkins.plugins.deployhooks.pipeline.hook;
