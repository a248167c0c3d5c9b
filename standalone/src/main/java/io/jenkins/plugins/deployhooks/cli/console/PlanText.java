package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/** A plan for people: what runs, what does not and why, and where each value was written. */
public final class PlanText {
    private final Definition definition;
    private final Plan plan;
    private final Style style;

    /** About {@code plan} of {@code definition}. */
    public PlanText(Definition definition, Plan plan, Style style) {
        this.definition = definition;
        this.plan = plan;
        this.style = style;
    }

    /** All of it, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String app = definition.target().app() == null
                ? "this repository"
                : definition.target().app();
        lines.add(style.bold("%s of %s to %s, profile %s"
                .formatted(plan.kind().id(), app, definition.target().environment(), plan.profile())));
        for (String key : List.of("profile", "app", "environment")) {
            Origin origin = definition.origins().get(key);
            if (origin != null) {
                lines.add(style.dim("  " + key + " from " + origin));
            }
        }
        int number = 0;
        for (PlannedStep step : plan.steps()) {
            number++;
            Decision decision = step.choice().decision();
            String head = "%3d. %-4s %s".formatted(number, decision.run() ? "run" : "skip", step.id());
            if (decision.run()) {
                lines.add(head + what(step));
            } else {
                lines.add(style.dim(head + ": " + decision.reason()));
            }
            if (step.hook() != null && decision.run()) {
                details(step.hook()).forEach(line -> lines.add(style.dim("          " + line)));
            }
        }
        plan.warnings().forEach(warning -> lines.add(style.warning("warning: " + warning)));
        return lines;
    }

    private String what(PlannedStep step) {
        return switch (step.kind()) {
            case HOOK -> ": " + LiveOutput.firstLine(step.hook().hook().script().text());
            case BODY -> ": " + body(step.id().equals(Phase.BUILD.id()) ? Phase.BUILD : Phase.RUN);
            case READINESS ->
                ": %s within %s"
                        .formatted(
                                definition.rules().readiness().urls(),
                                LiveOutput.duration(
                                        definition.rules().readiness().within()));
            case RESTORE, SAVE -> ": " + step.choice().decision().reason();
        };
    }

    private String body(Phase phase) {
        Script body = definition.phase(phase).body();
        if (body == null) {
            return "no commands";
        }
        Origin origin = definition.origins().get(phase.id());
        return LiveOutput.firstLine(body.text()) + (origin == null ? "" : style.dim(" (" + origin + ")"));
    }

    private static List<String> details(PlannedHook hook) {
        HookSettings settings = hook.settings();
        List<String> details = new ArrayList<>();
        details.add("from " + hook.origins().get("hook"));
        details.add("onFailure %s (%s), timeout %s (%s), shell %s (%s)"
                .formatted(
                        settings.onFailure().id(),
                        hook.origins().get("onFailure"),
                        settings.limits().timeout(),
                        hook.origins().get("timeout"),
                        settings.shell().name(),
                        hook.origins().get("shell")));
        if (!settings.limits().inactivityTimeout().isNone()) {
            details.add("inactivityTimeout %s (%s)"
                    .formatted(
                            settings.limits().inactivityTimeout(),
                            hook.origins().get("inactivityTimeout")));
        }
        if (settings.retries().count() > 0) {
            details.add("retries %d (%s)"
                    .formatted(settings.retries().count(), hook.origins().get("retries")));
        }
        if (!hook.hook().surroundings().when().rest().results().isEmpty()) {
            details.add("only when the result is "
                    + String.join(
                            " or ", hook.hook().surroundings().when().rest().results()));
        }
        return details;
    }
}
