package io.jenkins.plugins.deployhooks.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import java.util.List;

/** Plans and problems as JSON. Its form is that of the report where both have the same thing to say. */
public final class JsonText {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /** {@code {"valid": …, "problems": […]}}, about one place or several. */
    public static String problems(List<ProblemText> places) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put(
                "valid",
                places.stream().flatMap(place -> place.problems().stream()).noneMatch(Problem::isError));
        ArrayNode list = root.putArray("problems");
        for (ProblemText place : places) {
            for (Problem problem : place.problems()) {
                list.addObject()
                        .put("severity", problem.isError() ? "error" : "warning")
                        .put("root", place.place().toString())
                        .put("source", problem.origin().source())
                        .put("line", problem.origin().line())
                        .put("column", problem.origin().column())
                        .put("message", problem.toString());
            }
        }
        return text(root);
    }

    /** {@code {"profile": …, "kind": …, "refusal": …, "cache": {…}, "steps": […], "warnings": […]}}. */
    public static String plan(Plan plan) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("profile", plan.profile()).put("kind", plan.kind().id()).put("refusal", plan.refusal());
        root.putObject("cache")
                .put("hit", plan.kind() != DeploymentKind.DEPLOY)
                .put("reason", plan.archive().reason())
                .put("key", plan.archive().keys().own())
                .put("nearest", plan.archive().keys().nearest())
                .put("reused", plan.archive().reused());
        ArrayNode steps = root.putArray("steps");
        for (PlannedStep step : plan.steps()) {
            ObjectNode node = steps.addObject()
                    .put("id", step.id())
                    .put("run", step.choice().decision().run())
                    .put("reason", step.choice().decision().reason());
            if (step.hook() != null) {
                hook(node, step.hook());
            }
        }
        ArrayNode warnings = root.putArray("warnings");
        plan.warnings().forEach(warnings::add);
        return text(root);
    }

    private static void hook(ObjectNode node, PlannedHook hook) {
        node.put("event", hook.event())
                .put("name", hook.hook().name())
                .put("script", hook.hook().script().text())
                .put("timeout", hook.settings().limits().timeout().toString())
                .put("onFailure", hook.settings().onFailure().id())
                .put("shell", hook.settings().shell().name())
                .put("retries", hook.settings().retries().count());
        ObjectNode origins = node.putObject("origins");
        hook.origins().forEach((key, origin) -> origins.put(key, origin.toString()));
    }

    private static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }
}
