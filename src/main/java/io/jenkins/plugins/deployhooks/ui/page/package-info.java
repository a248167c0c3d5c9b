/**
 * What Jenkins' new page of builds shows of deployments: {@link io.jenkins.plugins.deployhooks.ui.page.DeploymentDetail} and
 * {@link io.jenkins.plugins.deployhooks.ui.page.DeployHooksTab}. Depends on {@code ui} and {@code ui.view}.
 */
package io.jenkins.plugins.deployhooks.ui.page;
