package io.jenkins.plugins.deployhooks.engine.lifecycle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Abort;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Cursor;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Findings;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Status;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Stopping;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One transition in the making: starts as a copy of the state, ends as the new one. */
final class Move {
    private static final String NOT_BUILT = "the build phase was not entered";
    private static final String NOT_TOLD = "its phase has ended, and nobody told its own end";

    private final Course course;
    private Cursor cursor;
    private Abort abort;
    private Findings findings;

    Move(Plan plan, LifecycleState state) {
        this.course = new Course(plan);
        this.cursor = state.cursor();
        this.abort = state.abort();
        this.findings = state.findings();
    }

    LifecycleState state() {
        return new LifecycleState(cursor, abort, findings);
    }

    List<Note> notes() {
        return course.notes();
    }

    Command enter(Phase phase) {
        Section section = phase == Phase.BUILD ? Section.BUILD : Section.RUN;
        if (cursor.status() == Status.FINISHED || cursor.status() == Status.RUNNING) {
            String now = cursor.status() == Status.FINISHED
                    ? "is finished: " + findings.outcome()
                    : "is still in its " + cursor.section().name().toLowerCase(Locale.ROOT) + " phase";
            throw new IllegalStateException("the " + phase.id() + " phase cannot begin: the deployment " + now);
        }
        if (cursor.status() == Status.WAITING && cursor.section().compareTo(section) >= 0) {
            throw new IllegalStateException("the " + phase.id() + " phase of this deployment has run already");
        }
        String refusal = course.refusal();
        if (refusal != null) {
            return settle(new Cause(Outcome.FAILED, null, End.FAILED, refusal));
        }
        if (cursor.status() == Status.NEW && section == Section.RUN) {
            course.skip(Section.BUILD, -1, NOT_BUILT);
            return enter(section, course.beforeRunAlone(NOT_BUILT));
        }
        return enter(section);
    }

    Command ended(Signal.Ended ended) {
        if (cursor.status() != Status.RUNNING || !current().id().equals(ended.stepId())) {
            throw new IllegalStateException("step " + ended.stepId() + " is not running, so it cannot end");
        }
        boolean stopped = abort.stopping() != Stopping.NO;
        if (ended.end() == End.ABORTED && !stopped) {
            // Nobody asked us, but whoever ran the step: the same as being asked.
            noteAbort(ended.reason());
            stopped = true;
        }
        abort = new Abort(Stopping.NO, abort.aborted(), abort.ending());
        return stopped ? afterStop() : afterEnd(ended);
    }

    Command overtaken() {
        if (cursor.status() != Status.NEW && (cursor.status() != Status.WAITING || cursor.section() != Section.BUILD)) {
            throw new IllegalStateException("the run phase has begun, so nothing that comes later changes it");
        }
        findings = new Findings(
                findings.cause(), findings.unstable(), findings.restoreFailed(), findings.archiveBarred(), true);
        return new Command.AwaitPhase();
    }

    Command interrupt(String reason) {
        if (cursor.status() == Status.FINISHED) {
            return new Command.Nothing();
        }
        if (cursor.status() != Status.RUNNING) {
            abort = new Abort(Stopping.NO, true, false);
            return settle(new Cause(Outcome.ABORTED, null, End.ABORTED, reason));
        }
        boolean force = abort.stopping() != Stopping.NO;
        noteAbort(reason);
        abort = new Abort(force ? Stopping.FORCED : Stopping.ASKED, abort.aborted(), abort.ending());
        return new Command.Stop(current().id(), force);
    }

    Command close(Signal.Closed closed) {
        if (cursor.status() == Status.FINISHED) {
            return new Command.Nothing();
        }
        if (cursor.status() == Status.RUNNING) {
            return closeWithoutEnd(closed);
        }
        if (closed.end() == End.OK || closed.end() == End.UNSTABLE) {
            return closeWithoutRun(closed.end());
        }
        boolean aborted = closed.end() == End.ABORTED;
        abort = new Abort(Stopping.NO, aborted, false);
        Outcome outcome = aborted ? Outcome.ABORTED : Outcome.FAILED;
        return settle(new Cause(outcome, null, closed.end(), closed.reason()));
    }

    /**
     * Whoever was to run the current step is gone and has not told its end. On the way that is the end of the deployment;
     * in the answer the step is still to be run, by whoever closes, since one of the two events runs always (S25).
     */
    private Command closeWithoutEnd(Signal.Closed closed) {
        boolean aborted = closed.end() == End.ABORTED;
        boolean well = closed.end() == End.OK || closed.end() == End.UNSTABLE;
        if (!cursor.section().isSettled()) {
            abort = new Abort(Stopping.NO, abort.aborted() || aborted, false);
            Outcome outcome = aborted ? Outcome.ABORTED : Outcome.FAILED;
            return settle(new Cause(
                    outcome, current().id(), well ? End.LOST : closed.end(), well ? NOT_TOLD : closed.reason()));
        }
        if (aborted && !abort.aborted()) {
            noteAbort(closed.reason());
            abort = new Abort(Stopping.ASKED, true, false);
        }
        return new Command.Nothing();
    }

    /** Built, and never meant to run: neither of the two events is due, since nothing was launched and nothing failed. */
    private Command closeWithoutRun(End end) {
        String reason = "the run phase was not entered";
        findings = new Findings(
                findings.cause(),
                findings.unstable() || end == End.UNSTABLE,
                findings.restoreFailed(),
                findings.archiveBarred(),
                findings.overtaken());
        if (cursor.status() == Status.NEW) {
            course.skip(Section.BUILD, -1, NOT_BUILT);
        }
        course.skip(Section.RUN, -1, reason);
        course.skip(Section.SUCCEEDED, -1, reason);
        course.skip(Section.FAILED, -1, reason);
        return enter(Section.CLEANUP);
    }

    private void noteAbort(String reason) {
        boolean again = abort.aborted() && cursor.section().isSettled();
        abort = new Abort(abort.stopping(), true, abort.ending() || again);
        if (findings.cause() == null) {
            blame(new Cause(Outcome.ABORTED, current().id(), End.ABORTED, reason));
        }
    }

    private Command afterStop() {
        if (abort.ending()) {
            abandon("aborted again");
            if (cursor.section() == Section.SUCCEEDED) {
                course.skip(Section.FAILED, -1, "the deployment had succeeded");
            }
            if (cursor.section() != Section.CLEANUP) {
                course.skip(Section.CLEANUP, -1, "aborted again");
            }
            return finish();
        }
        return switch (cursor.section()) {
            case BUILD, RUN -> settle(findings.cause());
            case SUCCEEDED, FAILED -> {
                if (current().kind() == PlannedStep.Kind.FREEZE) {
                    // No hook of the answer has begun, and its first one begins always (S25).
                    yield advance();
                }
                abandon("aborted");
                yield leave();
            }
            case CLEANUP -> advance();
        };
    }

    private Command afterEnd(Signal.Ended ended) {
        PlannedStep step = current();
        Verdict verdict = Verdict.of(step, ended.end(), attemptsLeft(step));
        if (verdict == Verdict.TRY_AGAIN) {
            return again(step);
        }
        if (verdict != Verdict.GO_ON) {
            learn(step, ended, verdict);
        }
        if (verdict == Verdict.FAIL
                && (step.hook() == null || step.hook().standing().failFast())) {
            return afterFailure("not reached: " + step.id() + " failed");
        }
        return advance();
    }

    /** A section after its failure: the deployment's answer, or, where that is already under way, what comes after it. */
    private Command afterFailure(String reason) {
        if (!cursor.section().isSettled()) {
            return settle(findings.cause());
        }
        abandon(reason);
        return leave();
    }

    private void learn(PlannedStep step, Signal.Ended ended, Verdict verdict) {
        boolean restore = step.kind() == PlannedStep.Kind.RESTORE;
        findings = new Findings(
                findings.cause(),
                findings.unstable() || verdict == Verdict.UNSTABLE,
                findings.restoreFailed() || restore,
                findings.archiveBarred() || Verdict.barsArchive(step),
                findings.overtaken());
        switch (verdict) {
            case UNSTABLE -> course.note(Note.Kind.UNSTABLE, step, ended.reason());
            case WARN -> course.note(Note.Kind.WARNING, step, ended.reason());
            case FAIL -> {
                if (findings.cause() == null) {
                    blame(new Cause(Outcome.FAILED, step.id(), ended.end(), ended.reason()));
                } else {
                    course.note(Note.Kind.WARNING, step, ended.reason());
                }
            }
            default -> {
                // IGNORE: the report has the failure itself.
            }
        }
    }

    private void blame(Cause cause) {
        findings = new Findings(
                cause, findings.unstable(), findings.restoreFailed(), findings.archiveBarred(), findings.overtaken());
    }

    /** How often a hook may be tried again; never after an abort, since whoever aborts waits for the end. */
    private int attemptsLeft(PlannedStep step) {
        return step.hook() == null || abort.aborted()
                ? 0
                : step.hook().settings().retries().count() + 1 - cursor.attempt();
    }

    private Command again(PlannedStep step) {
        cursor = new Cursor(cursor.section(), cursor.position(), cursor.attempt() + 1, Status.RUNNING);
        return run(step, state());
    }

    /** To run {@code step}, which is the one that {@code state} is at. */
    static Command.Run run(PlannedStep step, LifecycleState state) {
        int attempt = state.cursor().attempt();
        Duration delay =
                attempt == 1 ? Duration.ZERO : step.hook().settings().retries().pauseAfter(attempt - 1);
        return new Command.Run(step.id(), attempt, delay, state.abort().aborted());
    }

    private Command settle(@CheckForNull Cause cause) {
        if (cause != null && findings.cause() == null) {
            blame(cause);
        }
        Cause original = findings.cause();
        String reason = "not reached: " + (original.stepId() == null ? "the deployment" : original.stepId())
                + (original.outcome() == Outcome.ABORTED ? " was aborted" : " failed");
        if (cursor.status() == Status.NEW) {
            course.skip(Section.BUILD, -1, reason);
        } else if (!cursor.section().isSettled()) {
            course.skip(cursor.section(), cursor.position(), reason);
        }
        if (cursor.section() == Section.BUILD) {
            course.skip(Section.RUN, -1, reason);
        }
        course.skip(Section.SUCCEEDED, -1, "the deployment did not succeed");
        return enter(Section.FAILED);
    }

    private Command enter(Section section) {
        return enter(section, course.before(section));
    }

    private Command enter(Section section, int before) {
        cursor = new Cursor(section, before, 0, Status.RUNNING);
        return advance();
    }

    private Command advance() {
        String group = cursor.attempt() == 0 ? "" : current().group();
        int next = course.next(cursor, findings);
        // With failFast off the event's other hooks still ran; what follows the event does not (S12).
        boolean owed = findings.cause() != null && !cursor.section().isSettled();
        if (owed && (next < 0 || !course.step(next).group().equals(group))) {
            return settle(findings.cause());
        }
        if (next < 0) {
            return leave();
        }
        course.skipUpTo(cursor, next, findings);
        cursor = new Cursor(cursor.section(), next, 1, Status.RUNNING);
        return run(current(), state());
    }

    private Command leave() {
        course.skipUpTo(cursor, course.end(cursor.section()), findings);
        return switch (cursor.section()) {
            case BUILD -> {
                cursor = new Cursor(Section.BUILD, course.end(Section.BUILD) - 1, 0, Status.WAITING);
                yield new Command.AwaitPhase();
            }
            case RUN -> enter(Section.SUCCEEDED);
            case SUCCEEDED -> {
                course.skip(Section.FAILED, -1, "the deployment had succeeded");
                yield enter(Section.CLEANUP);
            }
            case FAILED -> enter(Section.CLEANUP);
            case CLEANUP -> finish();
        };
    }

    /** Leaves out what is left of the section. */
    private void abandon(String reason) {
        course.skip(cursor.section(), cursor.position(), reason);
        cursor = new Cursor(cursor.section(), course.end(cursor.section()) - 1, cursor.attempt(), cursor.status());
    }

    private Command finish() {
        cursor = new Cursor(cursor.section(), cursor.position(), cursor.attempt(), Status.FINISHED);
        return new Command.Finish(findings.outcome());
    }

    private PlannedStep current() {
        return course.step(cursor.position());
    }
}
