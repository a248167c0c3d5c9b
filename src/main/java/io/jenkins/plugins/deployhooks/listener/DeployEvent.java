package io.jenkins.plugins.deployhooks.listener;

import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.report.Report;

/**
 * A deployment, as it stood when there was something to tell.
 *
 * @param run the build
 * @param report what had happened; the id of the deployment is in it, secrets are not
 */
public record DeployEvent(Run<?, ?> run, Report report) {}
