/**
 * Where the output of a hook goes, and how it gets into the log. Entry class {@link
 * io.jenkins.plugins.deployhooks.local.output.HookOutput}. Uses nothing of the engine.
 */
package io.jenkins.plugins.deployhooks.local.output;
