/**
 * The archives of jobs on the controller: where they are, who reads whose, and {@link
 * io.jenkins.plugins.deployhooks.pipeline.archive.DeploymentGate}, through which an agent reads and gives them. Depends on
 * {@code agent.cache} and {@code engine.cache}.
 */
package io.jenkins.plugins.deployhooks.pipeline.archive;
