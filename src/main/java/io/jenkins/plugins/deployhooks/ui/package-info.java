/**
 * What people and machines see of the deployments of a build: {@link io.jenkins.plugins.deployhooks.ui.DeployHooksAction}.
 * Nothing a view does can break a build. Depends on {@code engine.report}.
 */
package io.jenkins.plugins.deployhooks.ui;
