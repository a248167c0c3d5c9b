/**
 * Keeps what has happened in a deployment so far: {@link io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder}
 * makes the report of it. Depends on {@code engine.lifecycle}, {@code engine.plan}, {@code engine.process} and {@code
 * engine.report}.
 */
package io.jenkins.plugins.deployhooks.engine.deployment.record;
