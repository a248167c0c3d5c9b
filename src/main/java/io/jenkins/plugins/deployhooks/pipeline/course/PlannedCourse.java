package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a deployment that has a plan. Every method fails with {@link IllegalStateException} where it has none, and
 * with {@link java.io.UncheckedIOException} where its files cannot be read after a restart.
 */
abstract class PlannedCourse {
    /** The course. */
    abstract DeploymentCourse planned();

    /** What it has on disk. */
    abstract DeploymentFiles files();

    /**
     * What was decided about archives; null: nothing. Not on the thread of the program.
     *
     * @throws IOException if it cannot be read
     */
    @CheckForNull
    public SavedCache decided() throws IOException {
        return files().cache();
    }

    /**
     * It is over: of its commands nothing stays on disk. Not on the thread of the program.
     *
     * @throws IOException if they are still there
     */
    public void forgetCommands() throws IOException {
        files().forgetCommands();
    }

    /** What is to be done now. */
    public Command current() {
        return planned().current();
    }

    /** What will happen. */
    public Plan plan() {
        return planned().plan();
    }

    /** The plan's step called {@code stepId}. */
    public PlannedStep step(String stepId) {
        return plan().step(stepId);
    }

    /** Whether {@code step} runs by the plan, as far as is known now. */
    public boolean runs(PlannedStep step) {
        return planned().runs(step);
    }

    /** Whether nothing happens any more. */
    public boolean isOver() {
        return current() instanceof Command.Finish;
    }

    /** Why the hook of {@code run} does not start although it is its turn; null: it starts. */
    @CheckForNull
    public HookEnd refusal(Command.Run run) {
        return planned().refusal(run);
    }

    /** What the body of a phase sees beside its environment. */
    public Map<String, String> variables(PlannedStep body) {
        return planned().variables(body, 1);
    }

    /** The names of credentials of services around the deployment that the body of a phase does not see (S35). */
    public Set<String> credentialsHiddenFrom(PlannedStep body) {
        return planned().credentialsHiddenFrom(body);
    }

    /** The values that hooks have given. */
    public Map<String, String> outputs() {
        return planned().outputs();
    }

    /** Why it is not successful; empty: it is. */
    public String reason() {
        Cause cause = cause();
        return cause == null ? "" : cause.reason();
    }

    /** What made it fail, or who aborted it where; null: nothing so far. */
    @CheckForNull
    public Cause cause() {
        return planned().state().findings().cause();
    }

    /** What is deployed, and how. */
    public Definition definition() {
        return planned().definition();
    }

    /** What has happened so far. */
    public Report report() {
        return planned().report();
    }

    /** Whether somebody has aborted it. */
    public boolean isAborted() {
        return planned().state().abort().aborted();
    }

    /** Whether something made it unstable. */
    public boolean isUnstable() {
        return planned().state().findings().unstable();
    }

    /** Whether an interruption stops the attempt although it has not begun; false: it begins all the same. */
    public boolean isStoppedBeforeItBegins(String stepId) {
        return planned().isStoppedBeforeItBegins(step(stepId));
    }

    /** Whether the attempt has begun. */
    public boolean hasStarted(String stepId, int attempt) {
        return planned().hasStarted(step(stepId), attempt);
    }

    /** Whether the attempt is what is to be done now, so that it has not ended yet. */
    public boolean isCurrent(String stepId, int attempt) {
        return planned().isCurrent(stepId, attempt);
    }
}
