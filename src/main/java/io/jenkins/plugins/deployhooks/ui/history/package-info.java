/**
 * The last deployments of a job: {@link io.jenkins.plugins.deployhooks.ui.history.JobHistory}. Looks at a bounded number of
 * builds. Depends on {@code ui} and {@code ui.view}.
 */
package io.jenkins.plugins.deployhooks.ui.history;
