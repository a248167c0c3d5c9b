/**
 * The files in which a platform keeps its apps: which of them there are, which app is meant, and what of it means something
 * here. Depends on {@code engine.definition.yaml}, {@code engine.definition.tree} and {@code engine.definition.problem};
 * entry class {@link io.jenkins.plugins.deployhooks.engine.definition.platform.PlatformFiles}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.platform;
