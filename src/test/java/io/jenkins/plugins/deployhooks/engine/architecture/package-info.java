/**
 * Rules for the code as a whole: the packages and arrows of docs/architecture.puml, what the engine may not touch, names
 * and sizes. {@link io.jenkins.plugins.deployhooks.engine.architecture.ArchitectureTest} reads classes, {@link
 * io.jenkins.plugins.deployhooks.engine.architecture.SourcesTest} reads sources.
 */
package io.jenkins.plugins.deployhooks.engine.architecture;
