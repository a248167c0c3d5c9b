package io.jenkins.plugins.deployhooks.engine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A deployment that is saved and read back after each signal ends like one that is not. */
class ResumedCoursePropertyTest {
    private static final About ABOUT = new About(
            "d-1",
            Path.of("/repository"),
            Path.of("/nowhere/logs"),
            new About.Surroundings(
                    "agent-7",
                    Map.of("TOKEN", "s3cret"),
                    new Facts.Source("main", "0123abc", null),
                    new About.Kept("FAILED", Map.of())));

    @Property(tries = 300)
    @Requirement({"S25", "S56"})
    void aRestartAfterEachSignalChangesNothing(
            @ForAll long seed, @ForAll @IntRange(max = 60) int trouble, @ForAll @IntRange(max = 6) int more) {
        Definitions definitions = definitions(new Random(seed), more);
        Player steady = new Player(definitions, false);
        Player restarted = new Player(definitions, true);
        play(steady, new Random(seed), trouble);
        play(restarted, new Random(seed), trouble);
        assertThat(restarted.seen).isEqualTo(steady.seen);
        assertThat(restarted.report()).isEqualTo(steady.report());
    }

    @Property(tries = 20)
    void whatIsSavedHoldsNothingOfTheEnvironment(@ForAll long seed) {
        Player player = new Player(definitions(new Random(seed), 3), true);
        play(player, new Random(seed), 10);
        assertThat(player.saved)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContain("s3cret"));
    }

    /** Hooks of every policy, some with retries and variables. */
    private static Definitions definitions(Random random, int more) {
        Facts.Archive.State[] states = Facts.Archive.State.values();
        Definitions definitions = Definitions.oneHookEach().archive(states[random.nextInt(states.length)]);
        if (random.nextBoolean()) {
            definitions.apart();
        }
        List<String> events = Profiles.get("native").eventNames();
        for (int i = 0; i < more; i++) {
            String event = events.get(random.nextInt(events.size()));
            FailurePolicy[] policies = FailurePolicy.values();
            definitions
                    .hook(event, "h" + i)
                    .policy(event, policies[random.nextInt(policies.length)])
                    .retries(event, random.nextInt(3), Duration.ofSeconds(1));
        }
        return definitions;
    }

    private static void play(Player player, Random random, int trouble) {
        Command command = new Command.AwaitPhase();
        Phase next = Phase.BUILD;
        while (!(command instanceof Command.Finish)) {
            boolean bad = random.nextInt(100) < trouble;
            if (command instanceof Command.AwaitPhase) {
                Phase phase = next;
                next = Phase.RUN;
                command = player.signal(course -> bad ? course.close(End.FAILED, "between") : course.begin(phase));
            } else {
                Command.Run run = (Command.Run) command;
                HookEnd end = bad ? end(random) : gives(run.stepId());
                boolean interrupted = random.nextInt(100) < trouble / 4;
                command = player.signal(course -> {
                    PlannedStep step = course.plan().step(run.stepId());
                    course.started(step, run.attempt());
                    if (interrupted) {
                        course.interrupt("user");
                    }
                    return step.kind() == PlannedStep.Kind.BODY
                            ? course.bodyEnded(End.valueOf(end.state().name()), end.reason())
                            : course.ended(step, run.attempt(), end);
                });
            }
        }
    }

    private static HookEnd end(Random random) {
        List<HookEnd.State> bad =
                List.of(HookEnd.State.FAILED, HookEnd.State.TIMED_OUT, HookEnd.State.ABORTED, HookEnd.State.LOST);
        return new HookEnd(
                bad.get(random.nextInt(bad.size())),
                new HookEnd.Exit(3, null),
                "it did not work",
                Duration.ofMillis(12),
                new HookEnd.Output(List.of("last line"), Map.of(), List.of("a note")));
    }

    private static HookEnd gives(String step) {
        HookEnd.Output output =
                new HookEnd.Output(List.of("done"), Map.of("FROM", step), List.of(), new HookEnd.Transfer(7, 3));
        return new HookEnd(HookEnd.State.OK, new HookEnd.Exit(0, null), "", Duration.ofMillis(3), output);
    }

    private interface Move {
        Command on(DeploymentCourse course);
    }

    private static final class Player {
        private final Definition definition;
        private final boolean restarts;
        private final List<String> seen = new ArrayList<>();
        private final List<String> saved = new ArrayList<>();
        private DeploymentCourse course;

        Player(Definitions definitions, boolean restarts) {
            this.definition = definitions.definition();
            this.restarts = restarts;
            this.course = new DeploymentCourse(definition, definitions.plan(), ABOUT, DeploymentListener.NONE);
        }

        Command signal(Move move) {
            Command command = move.on(course);
            if (restarts) {
                course = readBack();
            }
            // What is answered now, and what whoever reads the state would be answered, are the same.
            assertThat(course.current()).isEqualTo(command);
            seen.add(command.toString());
            if (command instanceof Command.Run run) {
                PlannedStep step = course.plan().step(run.stepId());
                Map<String, String> variables = new HashMap<>(course.variables(step, run.attempt()));
                variables.remove("DEPLOY_DURATION");
                seen.add(variables.toString());
                assertThat(course.isCurrent(run.stepId(), run.attempt())).isTrue();
            }
            return command;
        }

        private DeploymentCourse readBack() {
            Plan plan = course.plan();
            String planned = SavedJson.write(SavedPlan.of(definition, plan));
            String progress = SavedJson.write(course.progress());
            saved.add(planned);
            saved.add(progress);
            try {
                SavedPlan read = SavedJson.readPlan(planned);
                assertThat(read.definition()).isEqualTo(definition);
                assertThat(read.plan().steps()).isEqualTo(plan.steps());
                assertThat(read.plan().basis()).isEqualTo(plan.basis());
                return new DeploymentCourse(read, SavedJson.readProgress(progress), ABOUT, DeploymentListener.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String report() {
            return ReportJson.write(course.report())
                    .replaceAll("\"(startedAt|durationMillis|seconds)\" : [^,\n]*", "\"$1\"");
        }
    }
}
