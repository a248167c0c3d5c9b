package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The history of one deployment as an outside observer writes it down, and the promises it is held to. Knows nothing of
 * how the state machine works.
 */
final class Trace {
    private final Plan plan;
    private final Map<String, Integer> attempts = new LinkedHashMap<>();
    private final Map<String, End> ends = new LinkedHashMap<>();
    private final Set<String> skipped = new HashSet<>();
    private int furthest = -1;
    private PlannedStep current;
    private boolean open;
    private boolean asked;
    private boolean abortSeen;
    private boolean abortFirst;
    private boolean failureSeen;
    private boolean unstableSeen;
    private boolean restoreFailed;
    private boolean ending;
    private boolean runEntered;
    private boolean buildEntered;
    private boolean runOrBuildEntered;
    private boolean builtOnly;
    private Cause cause;
    private boolean finished;

    Trace(Plan plan) {
        this.plan = plan;
    }

    void signalled(Signal signal) {
        if (signal instanceof Signal.Ended ended) {
            ends.put(ended.stepId(), ended.end());
            open = false;
            if (ended.end() == End.ABORTED && !asked) {
                aborted();
            } else if (ended.end() != End.OK && !asked) {
                failed(ended);
            }
        } else if (signal instanceof Signal.Interrupted) {
            aborted();
            asked = true;
        } else if (signal instanceof Signal.Closed closed) {
            boolean well = closed.end() == End.OK || closed.end() == End.UNSTABLE;
            if (open) {
                closedWhileRunning(closed.end());
                return;
            }
            builtOnly = well && !runEntered && !abortSeen && !failureSeen;
            switch (closed.end()) {
                case OK -> {}
                case UNSTABLE -> unstableSeen = true;
                case ABORTED -> aborted();
                default -> failureSeen = true;
            }
        } else if (signal instanceof Signal.PhaseEntered) {
            runOrBuildEntered = true;
            runEntered |= ((Signal.PhaseEntered) signal).phase() == Phase.RUN;
            buildEntered |= ((Signal.PhaseEntered) signal).phase() == Phase.BUILD;
        }
    }

    /** Without its end a step has failed, or was aborted; but what answers an end is still to be run. */
    private void closedWhileRunning(End end) {
        if (end == End.ABORTED && !(abortSeen && current.section().isSettled())) {
            asked |= current.section().isSettled();
            aborted();
        } else if (!current.section().isSettled()) {
            failureSeen = true;
        }
    }

    private void failed(Signal.Ended ended) {
        PlannedStep step = plan.step(ended.stepId());
        if (ended.end() == End.UNSTABLE) {
            unstableSeen = true;
        } else if (isFatal(ended)) {
            failureSeen = true;
        } else if (step.kind() == PlannedStep.Kind.RESTORE) {
            restoreFailed = true;
        } else if (step.hook() != null
                && isLast(step)
                && step.hook().settings().onFailure() == FailurePolicy.UNSTABLE) {
            unstableSeen = true;
        }
    }

    void answered(Transition transition) {
        assertThat(finished).as("no command after Finish").isFalse();
        for (Note note : transition.notes()) {
            if (note.kind() == Note.Kind.SKIPPED) {
                assertThat(skipped.add(note.stepId()))
                        .as("%s skipped once", note.stepId())
                        .isTrue();
                assertThat(attempts).as("skipped steps never ran").doesNotContainKey(note.stepId());
                assertThat(note.text()).as("a reason to skip").isNotBlank();
            }
        }
        if (cause != null) {
            assertThat(transition.state().findings().cause())
                    .as("the original cause is kept")
                    .isEqualTo(cause);
        }
        cause = transition.state().findings().cause();
        if (transition.command() instanceof Command.Run run) {
            commanded(run);
        } else if (transition.command() instanceof Command.Finish finish) {
            finished = true;
            finished(finish.outcome());
        }
    }

    boolean isFinished() {
        return finished;
    }

    private void aborted() {
        ending |= abortSeen && current != null && current.section().isSettled();
        abortSeen = true;
        abortFirst |= !failureSeen;
    }

    private boolean isFatal(Signal.Ended ended) {
        PlannedStep step = plan.step(ended.stepId());
        return switch (step.kind()) {
            case BODY, READINESS, BRING, MOUNT, PREPARE, REST -> true;
            case RESTORE, SAVE -> ended.end() == End.LOST;
            case UNMOUNT, FREEZE, FROZEN ->
                ended.end() == End.LOST && !step.section().isSettled();
            case FROZEN_STRICT -> !step.section().isSettled();
            case HOOK -> !step.section().isSettled() && isFatalHook(step, ended.end());
        };
    }

    private boolean isFatalHook(PlannedStep step, End end) {
        return end == End.LOST || (isLast(step) && step.hook().settings().onFailure() == FailurePolicy.FAIL);
    }

    private boolean isLast(PlannedStep step) {
        return attempts.get(step.id()) > step.hook().settings().retries().count();
    }

    private void commanded(Command.Run run) {
        PlannedStep step = plan.step(run.stepId());
        int position = plan.steps().indexOf(step);
        assertThat(plan.isHalted())
                .as("nothing starts of what is deployed already")
                .isFalse();
        if (step.kind() == PlannedStep.Kind.RESTORE) {
            assertThat(attempts.keySet())
                    .as("unpacked before anything else, but what must not be in the way")
                    .isSubsetOf("unmount", "directories");
        } else if (step.kind() == PlannedStep.Kind.SAVE) {
            assertThat(ends).as("archived after a build only").containsKey("build");
        } else if (step.section() == Section.RUN) {
            brought(step);
        }
        int attempt = attempts.merge(run.stepId(), 1, Integer::sum);
        assertThat(run.attempt())
                .as("each attempt of %s once, in order", run.stepId())
                .isEqualTo(attempt);
        assertThat(position).as("%s comes after what ran before", run.stepId()).isGreaterThanOrEqualTo(furthest);
        assertThat(skipped).as("what was skipped does not run").doesNotContain(run.stepId());
        if (attempt > 1) {
            assertThat(ends.get(run.stepId()))
                    .as("only failures are tried again")
                    .isIn(End.FAILED, End.TIMED_OUT);
            assertThat(attempt)
                    .isLessThanOrEqualTo(step.hook().settings().retries().count() + 1);
        }
        if (step.kind() == PlannedStep.Kind.SAVE) {
            assertThat(ends).as("no archive after a failed postBuild").allSatisfy((id, end) -> {
                if (id.startsWith("postBuild/")) {
                    assertThat(end).isEqualTo(End.OK);
                }
            });
        }
        if (step.kind() == PlannedStep.Kind.SAVE && !plan.basis().saveUnstable()) {
            assertThat(unstableSeen).as("no archive of an unstable build").isFalse();
        }
        if (!step.section().isSettled()) {
            assertThat(abortSeen).as("no normal step after an abort").isFalse();
        }
        assertThat(run.hurried()).as("hurried after an abort").isEqualTo(abortSeen);
        if (abortSeen) {
            assertThat(attempt).as("nothing is tried again after an abort").isEqualTo(1);
        }
        assertThat(ending)
                .as("nothing starts once runFailed and cleanup were aborted too")
                .isFalse();
        current = step;
        open = true;
        asked = false;
        furthest = position;
    }

    /** Nothing of the run phase begins before what was built is there, or where it is not to be had. */
    private void brought(PlannedStep next) {
        boolean due = plan.steps().stream().anyMatch(step -> step.kind() == PlannedStep.Kind.BRING)
                && buildEntered
                && plan.archive().state() != Facts.Archive.State.NONE;
        if (next.kind() == PlannedStep.Kind.BRING) {
            assertThat(due).as("brought only what there is").isTrue();
        } else if (due) {
            assertThat(ends).as("brought before " + next.id()).containsEntry("bring", End.OK);
        }
    }

    private void finished(Outcome outcome) {
        if (plan.isHalted()) {
            finishedWithoutAnything(outcome);
            return;
        }
        boolean succeeded = ran(Section.SUCCEEDED);
        boolean failed = ran(Section.FAILED);
        assertThat(succeeded ^ failed)
                .as("exactly one of runSucceeded and runFailed, where it ran or failed")
                .isEqualTo(!builtOnly);
        if (!ending) {
            assertThat(ran(Section.CLEANUP)).as("cleanup ran").isTrue();
        }
        boolean builds = restoreFailed || attempts.containsKey("restore") && plan.kind() == DeploymentKind.DEPLOY;
        if (builds && ran(Section.RUN)) {
            assertThat(attempts)
                    .as("built, as no archive that fits was unpacked")
                    .containsKey("build");
        }
        for (PlannedStep step : plan.steps()) {
            assertThat(attempts.containsKey(step.id()) ^ skipped.contains(step.id()))
                    .as("%s either ran or is reported as skipped", step.id())
                    .isTrue();
        }
        if (outcome == Outcome.ABORTED) {
            assertThat(abortSeen && abortFirst)
                    .as("aborted only if nothing failed before")
                    .isTrue();
        } else if (outcome == Outcome.FAILED) {
            assertThat(failureSeen).as("failed only if something failed").isTrue();
        } else {
            assertThat(abortSeen || failureSeen)
                    .as("neither failure nor abort is forgotten")
                    .isFalse();
            assertThat(outcome == Outcome.UNSTABLE)
                    .as("unstable is not forgotten")
                    .isEqualTo(unstableSeen);
        }
        assertThat(failed && outcome != Outcome.FAILED && outcome != Outcome.ABORTED)
                .as("runFailed answers a failure or an abort")
                .isFalse();
    }

    /** Neither of the two events is due where nothing was deployed; what was refused is a failure. */
    private void finishedWithoutAnything(Outcome outcome) {
        assertThat(skipped)
                .as("all steps are reported as skipped")
                .hasSize(plan.steps().size());
        if (plan.refusal() != null && runOrBuildEntered && !abortFirst) {
            assertThat(outcome).isEqualTo(Outcome.FAILED);
        }
        if (outcome == Outcome.SUCCESS || outcome == Outcome.UNSTABLE) {
            assertThat(abortSeen || failureSeen)
                    .as("neither failure nor abort is forgotten")
                    .isFalse();
        }
    }

    private boolean ran(Section section) {
        return plan.steps().stream().anyMatch(step -> step.section() == section && attempts.containsKey(step.id()));
    }
}
