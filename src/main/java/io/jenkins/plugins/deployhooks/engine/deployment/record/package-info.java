/**
 * Keeps what has happened in a deployment so far: {@link io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder}
 * makes the report of it, and {@link io.jenkins.plugins.deployhooks.engine.deployment.record.Progress} is what is saved to go
 * on after a restart. Depends on {@code engine.lifecycle}, {@code engine.plan}, {@code engine.process}, {@code
 * engine.report} and the values of a definition.
 */
package io.jenkins.plugins.deployhooks.engine.deployment.record;
