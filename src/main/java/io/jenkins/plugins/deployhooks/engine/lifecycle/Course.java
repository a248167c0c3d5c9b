package io.jenkins.plugins.deployhooks.engine.lifecycle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.running.Traffic;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Cursor;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState.Findings;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.profile.Place;
import java.util.ArrayList;
import java.util.List;

/** The way through the steps of a plan: which one is next, and what is said of those passed over. */
final class Course {
    private final Plan plan;
    private final List<PlannedStep> steps;
    private final List<Note> notes = new ArrayList<>();

    Course(Plan plan) {
        this.plan = plan;
        this.steps = plan.steps();
    }

    List<Note> notes() {
        return notes;
    }

    /** Why nothing may be deployed; null: it may. */
    @CheckForNull
    String refusal() {
        return plan.refusal();
    }

    PlannedStep step(int position) {
        return steps.get(position);
    }

    /** The position before the first step of {@code section}. */
    int before(Section section) {
        return plan.start(section) - 1;
    }

    /** The position after the last step of {@code section}. */
    int end(Section section) {
        return plan.end(section);
    }

    /** The next step of the cursor's section that runs; -1 where there is none. */
    int next(Cursor cursor, Findings findings) {
        for (int i = cursor.position() + 1; i < end(cursor.section()); i++) {
            if (decide(steps.get(i), findings).run()) {
                return i;
            }
        }
        return -1;
    }

    void note(Note.Kind kind, PlannedStep step, String text) {
        notes.add(new Note(kind, step.id(), text));
    }

    /** Notes the steps from the cursor to {@code next}, both excluded, as skipped for their own reasons. */
    void skipUpTo(Cursor cursor, int next, Findings findings) {
        for (int i = cursor.position() + 1; i < next; i++) {
            note(Note.Kind.SKIPPED, steps.get(i), decide(steps.get(i), findings).reason());
        }
    }

    /**
     * The position before the first step of the run phase where nothing was built in this deployment: then there is nothing
     * to bring, either, which is noted, unless another deployment has built it (S40).
     */
    int beforeRunAlone(String reason) {
        int first = plan.start(Section.RUN);
        if (plan.isBuiltElsewhere()
                || first == end(Section.RUN)
                || steps.get(first).kind() != PlannedStep.Kind.BRING) {
            return before(Section.RUN);
        }
        skip(first, reason);
        return first;
    }

    /** Notes what is left of {@code section} after {@code position} as skipped, for {@code reason} where it would run. */
    void skip(Section section, int position, String reason) {
        for (int i = Math.max(position, before(section)) + 1; i < end(section); i++) {
            skip(i, reason);
        }
    }

    private void skip(int position, String reason) {
        Decision planned = steps.get(position).choice().decision();
        note(Note.Kind.SKIPPED, steps.get(position), planned.run() ? reason : planned.reason());
    }

    private Decision decide(PlannedStep step, Findings findings) {
        Decision planned = step.choice().after(findings.restoreFailed(), findings.overtaken());
        if (!planned.run()) {
            return planned;
        }
        if (step.kind() == PlannedStep.Kind.SAVE && findings.archiveBarred()) {
            return Decision.skip("a hook after the build failed, so there is no archive");
        }
        if (step.kind() == PlannedStep.Kind.SAVE
                && findings.unstable()
                && !plan.basis().saveUnstable()) {
            return Decision.skip("the build is unstable, which a deployment from its archive would not show;"
                    + " cache.saveWhen: always archives it all the same");
        }
        return step.hook() == null ? planned : decide(step.hook(), findings);
    }

    private Decision decide(PlannedHook hook, Findings findings) {
        List<String> results = hook.hook().surroundings().when().rest().results();
        String result = findings.outcome().id();
        if (!results.isEmpty() && !results.contains(result)) {
            return Decision.skip("when: result is " + result);
        }
        if (hook.event().equals(Traffic.EVENT)
                && hook.standing().place() == Place.ON_FAILURE
                && !isHeld(findings.cause())) {
            return Decision.skip("no requests are held");
        }
        if (hook.standing().afterLaunchOnly() && !inRunPhase(findings.cause())) {
            return Decision.skip("runFailedOn: start, and nothing was started yet");
        }
        return Decision.RUN;
    }

    /** Whether it failed where requests are held back (S57). */
    private boolean isHeld(@CheckForNull Cause cause) {
        if (cause == null || cause.stepId() == null) {
            return false;
        }
        int failed = plan.position(cause.stepId());
        return plan.position(Traffic.EVENT + "/" + Traffic.HOLD) <= failed
                && failed <= plan.position(Traffic.EVENT + "/" + Traffic.OPEN);
    }

    private boolean inRunPhase(@CheckForNull Cause cause) {
        return cause != null
                && cause.stepId() != null
                && plan.step(cause.stepId()).section() != Section.BUILD;
    }
}
