package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.process.HookRunner;

/**
 * The world as a deployment reaches it.
 *
 * @param hooks runs hooks and bodies
 * @param archives keeps the archive
 * @param readiness asks the app whether it is ready
 * @param listener hears what happens
 */
public record Ports(HookRunner hooks, Archives archives, ReadinessCheck readiness, DeploymentListener listener) {}
