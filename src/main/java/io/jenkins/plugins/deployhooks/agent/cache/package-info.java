/**
 * What runs on an agent to keep archives: {@link io.jenkins.plugins.deployhooks.agent.cache.AgentStore} has copies there and
 * asks the controller through {@link io.jenkins.plugins.deployhooks.agent.cache.ArchiveGate}. Depends on {@code engine}.
 */
package io.jenkins.plugins.deployhooks.agent.cache;
