/**
 * One hook as a step of a Pipeline. Entry class {@link
 * io.jenkins.plugins.deployhooks.pipeline.hook.DeployHookStep}; depends on the engine's values. Placeholder.
 *
 */
package io.jenkins.plugins.deployhooks.pipeline.hook;
