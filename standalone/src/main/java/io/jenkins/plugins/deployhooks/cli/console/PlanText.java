package io.jenkins.plugins.deployhooks.cli.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan for people: what runs, what does not and why, and where each value was written. */
public final class PlanText {
    private static final String INDENT = "          ";

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
        lines.add(style.bold(plan.kind().id() + " of " + app + " to "
                + definition.target().environment() + ", profile " + plan.profile()));
        String refusal = plan.refusal();
        if (refusal != null) {
            lines.add(style.bad("refused: " + refusal));
        }
        lines.add("  cache: " + plan.archive().reason());
        String cacheKey = plan.archive().keys().own();
        if (cacheKey != null) {
            lines.add(style.dim("  cache key: " + cacheKey));
        }
        for (String key : List.of("profile", "app", "environment", "folder")) {
            Origin origin = definition.origins().get(key);
            if (origin != null) {
                lines.add(style.dim("  " + key + " from " + origin));
            }
        }
        int number = 0;
        for (PlannedStep step : plan.steps()) {
            number++;
            Decision decision = step.choice().decision();
            String head =
                    String.format(Locale.ROOT, "%3d. %-4s %s", number, decision.run() ? "run" : "skip", step.id());
            if (decision.run()) {
                lines.add(head + ": " + what(step));
                details(step).forEach(line -> lines.add(style.dim(INDENT + line)));
            } else {
                lines.add(style.dim(head + ": " + decision.reason()));
            }
        }
        plan.warnings().forEach(warning -> lines.add(style.warning("warning: " + warning)));
        return lines;
    }

    private String what(PlannedStep step) {
        return switch (step.kind()) {
            case HOOK -> LiveOutput.firstLine(step.hook().hook().script().text());
            case BODY -> {
                Script body = definition
                        .phase(step.id().equals(Phase.BUILD.id()) ? Phase.BUILD : Phase.RUN)
                        .body();
                yield body == null ? "no commands" : LiveOutput.firstLine(body.text());
            }
            case READINESS -> LiveOutput.readiness(definition.rules().readiness());
            case REST -> step.id();
            case RESTORE, SAVE, BRING -> step.choice().decision().reason();
            case MOUNT, UNMOUNT -> String.join(", ", definition.mounts());
            case PREPARE -> "";
            case FREEZE, FROZEN, FROZEN_STRICT -> LiveOutput.FROZEN;
        };
    }

    private List<String> details(PlannedStep step) {
        return switch (step.kind()) {
            case HOOK -> hook(step.hook());
            case BODY -> from(definition.origins().get(step.id()));
            case READINESS -> from(definition.origins().get("readiness.urls"));
            case MOUNT, UNMOUNT -> from(definition.origins().get("mounts"));
            case FREEZE, FROZEN, FROZEN_STRICT -> from(definition.origins().get("frozen"));
            case RESTORE, SAVE, BRING, PREPARE, REST -> List.of();
        };
    }

    private static List<String> from(@CheckForNull Origin origin) {
        return origin == null ? List.of() : List.of("from " + origin);
    }

    private static List<String> hook(PlannedHook hook) {
        List<String> details = new ArrayList<>(from(hook.origins().get("hook")));
        details.addAll(said(hook));
        List<String> results = hook.hook().surroundings().when().rest().results();
        if (!results.isEmpty()) {
            details.add("only when the result is " + String.join(" or ", results));
        }
        return details;
    }

    /** The settings that somebody has written, or that are not those of every hook. */
    private static List<String> said(PlannedHook hook) {
        Map<String, String> builtIn = settings(HookSettings.BUILT_IN);
        List<String> said = new ArrayList<>();
        settings(hook.settings()).forEach((key, value) -> {
            Origin origin = hook.origins().get(key);
            boolean written = origin != null && origin.strength() != Origin.Strength.BUILT_IN;
            if (written || !value.equals(builtIn.get(key))) {
                said.add(key + " " + value + (origin == null ? "" : " (" + origin + ")"));
            }
        });
        return said;
    }

    private static Map<String, String> settings(HookSettings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("onFailure", settings.onFailure().id());
        values.put("timeout", settings.limits().timeout().toString());
        values.put("inactivityTimeout", settings.limits().inactivityTimeout().toString());
        values.put("killGrace", DurationText.format(settings.limits().killGrace()));
        values.put("shell", settings.shell().name());
        values.put("errexit", String.valueOf(settings.shell().errexit()));
        values.put("trace", String.valueOf(settings.shell().trace()));
        values.put("retries", String.valueOf(settings.retries().count()));
        values.put("backoff", DurationText.format(settings.retries().backoff()));
        return values;
    }
}
