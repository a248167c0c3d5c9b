/**
 * What follows what: {@link io.jenkins.plugins.deployhooks.engine.lifecycle.Lifecycle} is a function from a state and a
 * signal to the next state and a command. It has no clock, no thread and no I/O, so that every promise about the order
 * of things can be checked over all its states, and a state can be saved at any point. Depends on {@code engine.plan}.
 */
package io.jenkins.plugins.deployhooks.engine.lifecycle;
