/**
 * What runs on the agent: prepares a hook's control directory, and follows its output until it has ended. Started by {@code
 * agent}; tells through {@link io.jenkins.plugins.deployhooks.agent.remote.HookEvents}. Uses {@code
 * engine.process.launch} to decide what to start. Entry classes {@link
 * io.jenkins.plugins.deployhooks.agent.remote.Preparation} and {@link
 * io.jenkins.plugins.deployhooks.agent.remote.Follower}.
 */
package io.jenkins.plugins.deployhooks.agent.remote;
