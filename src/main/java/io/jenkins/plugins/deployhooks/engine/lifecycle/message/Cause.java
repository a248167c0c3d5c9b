package io.jenkins.plugins.deployhooks.engine.lifecycle.message;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Why a deployment is not successful: the first thing that went wrong, never replaced by a later one (S24).
 *
 * @param outcome FAILED or ABORTED
 * @param stepId the step that failed or was stopped; null where the deployment was between two phases
 * @param end how that step ended; {@link End#ABORTED} for an abort between two phases
 * @param reason for people
 */
public record Cause(Outcome outcome, @CheckForNull String stepId, End end, String reason) {}
