/**
 * Running one hook: what to launch, when to stop it and in which steps, how it ended. The port {@link
 * io.jenkins.plugins.deployhooks.engine.process.HookRunner} starts nothing itself; who implements it does. Depends on
 * {@code engine.definition} and {@code engine.time} for values only.
 */
package io.jenkins.plugins.deployhooks.engine.process;
