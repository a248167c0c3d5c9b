package io.jenkins.plugins.deployhooks.engine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever was to run a step is gone, or nobody carries out commands any more: the deployment ends all the same. */
@Requirement("S25")
class UntoldEndTest {
    private static final HookEnd OK = HookEnd.of(HookEnd.State.OK, "");

    private final Definitions definitions = Definitions.oneHookEach();
    private final DeploymentCourse course = course();

    private DeploymentCourse course() {
        About about = new About(
                "d-1",
                Path.of("/repository"),
                Path.of("/nowhere/logs"),
                new About.Surroundings("agent-7", Map.of(), new Facts.Source("main", null, null), About.Kept.NOTHING));
        return new DeploymentCourse(definitions.definition(), definitions.plan(), about, DeploymentListener.NONE);
    }

    private String current() {
        return course.current() instanceof Command.Run run ? run.stepId() : String.valueOf(course.current());
    }

    private PlannedStep step(String id) {
        return course.plan().step(id);
    }

    private void begin() {
        course.started(step(current()), 1);
    }

    private void end(HookEnd end) {
        course.ended(step(current()), 1, end);
    }

    /** Everything goes well until it is the turn of {@code id}. */
    private void playTo(String id) {
        course.begin(Phase.BUILD);
        while (!current().equals(id)) {
            if (course.current() instanceof Command.AwaitPhase) {
                course.begin(Phase.RUN);
            } else {
                begin();
                end(OK);
            }
        }
    }

    private StepReport report(String id) {
        return steps().filter(step -> step.id().equals(id)).findFirst().orElseThrow();
    }

    private Stream<StepReport> steps() {
        return Stream.concat(
                course.report().events().stream().flatMap(event -> event.hooks().stream()),
                course.report().tasks().stream());
    }

    @Test
    void aStepWhosePhaseIsOverHasFailed() {
        playTo("preRun/a");
        begin();
        course.close(End.FAILED, "boom");
        assertThat(current()).isEqualTo("runFailed/a");
        assertThat(report("preRun/a").state()).isEqualTo(StepReport.State.LOST);
        assertThat(report("preRun/a").reason()).isEqualTo("its phase ended before it: boom");
        end(OK);
        end(OK);
        assertThat(course.current()).isEqualTo(new Command.Finish(Outcome.FAILED));
        assertThat(course.report().result().failedStep()).isEqualTo("preRun/a");
    }

    @Test
    void whereSomebodyAbortedItWasAborted() {
        playTo("build");
        course.close(End.ABORTED, "by a user");
        assertThat(current()).isEqualTo("runFailed/a");
        assertThat(report("build").state()).isEqualTo(StepReport.State.ABORTED);
        assertThat(course.report().result().reason()).isEqualTo("by a user");
    }

    @Test
    void whatAnswersIsStillToBeRun() {
        playTo("runSucceeded/a");
        course.close(End.ABORTED, "by a user");
        assertThat(current()).isEqualTo("runSucceeded/a");
        begin();
        end(OK);
        assertThat(current()).isEqualTo("cleanup/a");
        end(OK);
        assertThat(course.current()).isEqualTo(new Command.Finish(Outcome.ABORTED));
    }

    @Test
    void whereNobodyGoesOnNothingIsLeftOpen() {
        for (String id : List.of("preBuild/a", "build", "run", "runSucceeded/a", "cleanup/a")) {
            UntoldEndTest other = new UntoldEndTest();
            other.playTo(id);
            Outcome outcome = other.course.abandon(End.FAILED, "boom");
            assertThat(other.course.current()).as(id).isEqualTo(new Command.Finish(outcome));
            assertThat(other.steps())
                    .as(id)
                    .extracting(StepReport::state)
                    .doesNotContain(StepReport.State.PENDING, StepReport.State.RUNNING);
            assertThat(other.report(id).state()).as(id).isEqualTo(StepReport.State.LOST);
        }
    }

    @Test
    @Requirement("D16")
    void anAbortBeforeTheFirstStepOfAnAnswerDoesNotKeepItFromRunning() {
        playTo("preRun/a");
        assertThat(course.isStoppedBeforeItBegins(step("preRun/a"))).isTrue();
        end(HookEnd.of(HookEnd.State.FAILED, "broken"));
        assertThat(course.isStoppedBeforeItBegins(step("runFailed/a"))).isFalse();
        begin();
        assertThat(course.isStoppedBeforeItBegins(step("runFailed/a"))).isTrue();
        end(OK);
        assertThat(course.isStoppedBeforeItBegins(step("cleanup/a"))).isFalse();
        course.interrupt("by a user");
        assertThat(course.isStoppedBeforeItBegins(step("cleanup/a")))
                .as("a further abort ends cleanup too")
                .isTrue();
    }

    @Test
    void whatHasNotBegunAfterAllIsPendingAgain() {
        playTo("preRun/a");
        begin();
        course.notStarted(step("preRun/a"), 1);
        assertThat(course.hasStarted(step("preRun/a"), 1)).isFalse();
        assertThat(report("preRun/a").state()).isEqualTo(StepReport.State.PENDING);
        assertThat(report("preRun/a").startedAt()).isNull();
        begin();
        end(OK);
        assertThat(report("preRun/a").attempts()).hasSize(1);
    }
}
