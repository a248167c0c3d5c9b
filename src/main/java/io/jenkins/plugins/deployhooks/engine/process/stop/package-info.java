/**
 * Stopping everything a hook started: ask, grace, force, look again, until nothing is left or a limit is reached. Decides
 * only; {@link io.jenkins.plugins.deployhooks.engine.process.stop.ProcessTree} finds and signals. Entry class {@link
 * io.jenkins.plugins.deployhooks.engine.process.stop.StopSequence}; uses nothing of ours.
 */
package io.jenkins.plugins.deployhooks.engine.process.stop;
