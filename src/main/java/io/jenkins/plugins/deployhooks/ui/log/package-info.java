/**
 * The logs of hooks as addresses and pages: {@link io.jenkins.plugins.deployhooks.ui.log.HookLogs} leads to {@link
 * io.jenkins.plugins.deployhooks.ui.log.HookLog}. However large a log is, only the part that is asked for is read. Depends on
 * {@code ui.view}.
 */
package io.jenkins.plugins.deployhooks.ui.log;
