/**
 * One attempt of a hook from its first preparation to its end, through restarts of the controller and reconnections of the
 * agent. Uses {@code agent} for what happens there, and the rules of {@code engine.process}. Entry class {@link
 * io.jenkins.plugins.deployhooks.pipeline.attempt.RunningHook}.
 */
package io.jenkins.plugins.deployhooks.pipeline.attempt;
