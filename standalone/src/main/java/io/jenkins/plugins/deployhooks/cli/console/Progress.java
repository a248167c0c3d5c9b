package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.util.HashSet;
import java.util.Set;

/** Counts the steps that run: of those that answer success or failure only one kind does, success until proven wrong. */
final class Progress {
    private final Set<String> due = new HashSet<>();
    private final Set<String> begun = new HashSet<>();

    Progress(Plan plan) {
        for (PlannedStep step : plan.steps()) {
            if (step.choice().decision().run() && step.section() != Section.FAILED) {
                due.add(step.id());
            }
        }
    }

    /** {@code 2/9}: the number of the step that begins, and of how many. */
    String begin(PlannedStep step) {
        due.add(step.id());
        begun.add(step.id());
        return begun.size() + "/" + due.size();
    }

    void skip(PlannedStep step) {
        due.remove(step.id());
    }
}
