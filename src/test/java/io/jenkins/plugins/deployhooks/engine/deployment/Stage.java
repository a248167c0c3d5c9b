package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A deployment whose hooks are played by the test: it sees each run and says how it ends. */
final class Stage {
    final List<HookRun> runs = new ArrayList<>();
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final Deployment deployment;
    private final Map<String, BiFunction<HookRun, StopRequest, HookEnd>> parts = new HashMap<>();

    Stage(Definitions definitions, Path dir, Archives archives) {
        this(definitions, definitions.definition(), dir, archives);
    }

    Stage(Definitions definitions, Definition definition, Path dir, Archives archives) {
        About.Surroundings surroundings = new About.Surroundings(
                "agent-7",
                Map.of("PATH", "/bin", "FROM", "outside"),
                new Facts.Source("main", "0123abc", null),
                new About.Kept("FAILED", Map.of("project", "shops")));
        About about = new About("d-1", dir, dir.resolve("logs"), surroundings);
        Ports ports = new Ports(this::play, archives, (readiness, stop) -> end(HookEnd.State.OK, null), new Listener());
        deployment = new Deployment(definition, definitions.plan(), about, ports);
    }

    /** {@code step} ends as {@code part} says. */
    Stage on(String step, BiFunction<HookRun, StopRequest, HookEnd> part) {
        parts.put(step, part);
        return this;
    }

    /** {@code step} fails with {@code code}. */
    Stage fails(String step, int code) {
        return on(step, (run, stop) -> end(HookEnd.State.FAILED, code));
    }

    /** Both phases, with bodies that succeed. */
    Stage play() {
        for (Phase phase : Phase.values()) {
            Command command = deployment.enter(phase);
            if (command instanceof Command.Run) {
                command = deployment.bodyEnded(End.OK, "");
            }
            if (command instanceof Command.Finish) {
                return this;
            }
        }
        return this;
    }

    static HookEnd end(HookEnd.State state, Integer code) {
        String reason = code == null ? "" : "Exit code " + code + ".";
        return new HookEnd(state, new HookEnd.Exit(code, null), reason, Duration.ofMillis(12), HookEnd.Output.NONE);
    }

    static HookEnd gives(String name, String value) {
        return new HookEnd(
                HookEnd.State.OK,
                new HookEnd.Exit(0, null),
                "",
                Duration.ZERO,
                new HookEnd.Output(List.of(), Map.of(name, value), List.of()));
    }

    List<String> ran() {
        return runs.stream().map(HookRun::label).toList();
    }

    Map<String, String> env(String step) {
        return run(step).place().env();
    }

    HookRun run(String step) {
        return runs.stream()
                .filter(run -> run.label().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " did not run, but " + ran()));
    }

    StepReport report(String step) {
        return Stream.concat(
                        deployment.report().tasks().stream(),
                        deployment.report().events().stream().flatMap(event -> event.hooks().stream()))
                .filter(report -> report.id().equals(step))
                .findFirst()
                .orElseThrow();
    }

    private HookEnd play(HookRun run, StopRequest stop) {
        runs.add(run);
        return parts.getOrDefault(run.label(), (each, request) -> end(HookEnd.State.OK, 0))
                .apply(run, stop);
    }

    private final class Listener implements DeploymentListener {
        @Override
        public void started(PlannedStep step, int attempt) {
            heard.add("started " + step.id() + " " + attempt);
        }

        @Override
        public void ended(PlannedStep step, int attempt, HookEnd end) {
            heard.add("ended " + step.id() + " " + end.state());
        }

        @Override
        public void skipped(PlannedStep step, String reason) {
            heard.add("skipped " + step.id());
        }

        @Override
        public void warning(String text) {
            heard.add("warning " + text);
        }
    }
}
