/**
 * Runs hooks as processes of this machine, for the command line. Entry class {@link
 * io.jenkins.plugins.deployhooks.local.LocalHookRunner}. Uses the engine; {@code local.tree} finds what a hook started, {@code
 * local.output} brings its output into the log.
 */
package io.jenkins.plugins.deployhooks.local;
