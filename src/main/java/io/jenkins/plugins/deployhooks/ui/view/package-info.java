/**
 * What pages and the REST interface tell of deployments: {@link io.jenkins.plugins.deployhooks.ui.view.DeploymentView}.
 * Everything is read from a report in memory; a change of what is exported is one of {@code docs/rest.md}. Depends on
 * {@code engine.report} and {@code ui.place}.
 */
package io.jenkins.plugins.deployhooks.ui.view;
