/**
 * Finds and signals everything a hook started on this machine, wherever it went since. Entry class {@link
 * io.jenkins.plugins.deployhooks.local.tree.HookTree}. Uses {@code engine.process.stop}.
 */
package io.jenkins.plugins.deployhooks.local.tree;
