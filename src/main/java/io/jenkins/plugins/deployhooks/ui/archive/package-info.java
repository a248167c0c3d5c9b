/**
 * The archives of a job, for whoever looks at them and clears them up: {@link
 * io.jenkins.plugins.deployhooks.ui.archive.JobArchivesAction}. Depends on {@code pipeline.archive} and
 * {@code ui.history}.
 */
package io.jenkins.plugins.deployhooks.ui.archive;
