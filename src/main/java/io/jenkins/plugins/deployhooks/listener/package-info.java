/**
 * What other plugins hear of deployments: {@link io.jenkins.plugins.deployhooks.listener.DeployListener} is the extension
 * point, {@link io.jenkins.plugins.deployhooks.listener.Announcement} calls it, for Pipelines and every other kind of job.
 * Depends on {@code engine.report}.
 */
package io.jenkins.plugins.deployhooks.listener;
