/**
 * What happened: the report of a deployment as versioned JSON, and the forms in which output is shown. Depends on
 * nothing of ours; entry class {@link io.jenkins.plugins.deployhooks.engine.report.Report}.
 */
package io.jenkins.plugins.deployhooks.engine.report;
