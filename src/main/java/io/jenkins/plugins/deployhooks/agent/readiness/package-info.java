/**
 * Asks an app from an agent whether it is ready: what is reached there by {@code 127.0.0.1} is on the agent. Entry class
 * {@link io.jenkins.plugins.deployhooks.agent.readiness.AskReadiness}, which runs {@code engine.readiness} there.
 */
package io.jenkins.plugins.deployhooks.agent.readiness;
