/**
 * Hooks on agents: started through the launcher of the context, so that they run in containers too, followed, looked at and
 * stopped. Called on the controller; what runs on the agent is {@code agent.remote}. Uses the rules of {@code
 * engine.process}. Entry class {@link io.jenkins.plugins.deployhooks.agent.HookOnAgent}.
 */
package io.jenkins.plugins.deployhooks.agent;
