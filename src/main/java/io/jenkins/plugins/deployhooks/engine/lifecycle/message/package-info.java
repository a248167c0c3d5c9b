/**
 * What goes into the state machine and what comes out: signals, commands, notes, and the words for how things end.
 * Values without behaviour; depends on {@code engine.definition} for the phases only. Entry classes {@link
 * io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal} and {@link
 * io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command}.
 */
package io.jenkins.plugins.deployhooks.engine.lifecycle.message;
