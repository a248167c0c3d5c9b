package io.jenkins.plugins.deployhooks.engine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeploymentTest {
    @TempDir
    private Path dir;

    private Stage stage(Definitions definitions) {
        return new Stage(definitions, dir, Archives.NONE);
    }

    @Test
    @Requirement("S18")
    void theReportSaysOfEachStepWhatBecameOfIt() {
        Stage stage = new Stage(
                        Definitions.oneHookEach().archive(Facts.Archive.State.HIT),
                        dir,
                        new Shelf(false, new CountDownLatch(0)))
                .fails("preRun/a", 5)
                .play();
        Report report = stage.deployment.report();
        assertThat(report.result().outcome()).isEqualTo("failed");
        assertThat(report.result().failedStep()).isEqualTo("preRun/a");
        assertThat(report.deployment().kind()).isEqualTo("from-cache");
        assertThat(stage.report("postBuild/a").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(stage.report("postBuild/a").reason()).isEqualTo("from cache");
        assertThat(stage.report("preRun/a").attempts())
                .singleElement()
                .extracting(StepReport.Attempt::exitCode)
                .isEqualTo(5);
        assertThat(stage.report("run").reason()).isEqualTo("not reached: preRun/a failed");
        assertThat(report.events())
                .extracting(Report.EventReport::event)
                .containsExactly("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup");
    }

    @Test
    @Requirement("S24")
    void aFailingRunFailedIsAWarningBesideTheOriginalCause() {
        Stage stage = stage(Definitions.oneHookEach())
                .fails("preRun/a", 1)
                .fails("runFailed/a", 2)
                .play();
        assertThat(stage.deployment.report().result().failedStep()).isEqualTo("preRun/a");
        assertThat(stage.deployment.report().warnings())
                .containsExactly("runFailed/a failed on agent agent-7 after 12ms: Exit code 2.");
        assertThat(stage.report("runFailed/a").state()).isEqualTo(StepReport.State.FAILED);
    }

    @Test
    void eachAttemptIsHeardAndReported() {
        Definitions definitions = new Definitions().hook("preRun", "a").retries("preRun", 1, Duration.ofMillis(20));
        Stage stage = stage(definitions);
        stage.on(
                        "preRun/a",
                        (run, stop) -> stage.runs.size() == 1
                                ? Stage.end(HookEnd.State.TIMED_OUT, 143)
                                : Stage.end(HookEnd.State.OK, 0))
                .play();
        assertThat(stage.heard)
                .containsSubsequence(
                        "started preRun/a 1", "ended preRun/a TIMED_OUT", "started preRun/a 2", "ended preRun/a OK");
        assertThat(stage.report("preRun/a").attempts())
                .extracting(StepReport.Attempt::state)
                .containsExactly(StepReport.State.TIMED_OUT, StepReport.State.SUCCEEDED);
        assertThat(stage.env("preRun/a")).containsEntry("DEPLOY_ATTEMPT", "1");
        assertThat(stage.runs.get(1).place().env()).containsEntry("DEPLOY_ATTEMPT", "2");
    }

    @Test
    @Requirement("S25")
    void anInterruptStopsTheRunningHookAndThenRunFailedRunsInAHurry() {
        Stage stage = stage(Definitions.oneHookEach());
        stage.on("preRun/a", (run, stop) -> {
                    stage.deployment.interrupt("Ctrl-C");
                    assertThat(stop.level()).isEqualTo(StopRequest.Level.STOP);
                    stage.deployment.interrupt("Ctrl-C again");
                    assertThat(stop.level()).isEqualTo(StopRequest.Level.FORCE);
                    return Stage.end(HookEnd.State.ABORTED, null);
                })
                .play();
        assertThat(stage.ran()).endsWith("preRun/a", "runFailed/a", "cleanup/a");
        assertThat(stage.env("runFailed/a")).containsEntry("DEPLOY_RESULT", "ABORTED");
        assertThat(stage.run("runFailed/a").settings().limits().timeout().duration())
                .isLessThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(stage.deployment.report().result().outcome()).isEqualTo("aborted");
    }

    @Test
    @Requirement("S25")
    void anInterruptBetweenThePhasesIsAnsweredByTheThreadThatDrives() {
        Stage stage = stage(Definitions.oneHookEach());
        assertThat(stage.deployment.enter(Phase.BUILD)).isInstanceOf(Command.Run.class);
        assertThat(stage.deployment.bodyEnded(End.OK, "")).isInstanceOf(Command.AwaitPhase.class);
        stage.deployment.interrupt("user");
        assertThat(stage.ran()).doesNotContain("runFailed/a");
        assertThat(stage.deployment.enter(Phase.RUN)).isEqualTo(new Command.Finish(Outcome.ABORTED));
        assertThat(stage.ran()).endsWith("runFailed/a", "cleanup/a").doesNotContain("preRun/a");
    }

    @Test
    @Requirement("S25")
    void anInterruptBetweenThePhasesIsNotLostWhereNoPhaseFollows() {
        Stage stage = stage(Definitions.oneHookEach());
        stage.deployment.enter(Phase.BUILD);
        stage.deployment.bodyEnded(End.OK, "");
        stage.deployment.interrupt("user");
        assertThat(stage.deployment.close(End.OK, "")).isEqualTo(new Command.Finish(Outcome.ABORTED));
        assertThat(stage.ran()).endsWith("runFailed/a", "cleanup/a");
    }

    @Test
    void anInterruptEndsThePauseBeforeAnotherAttempt() {
        Definitions definitions = Definitions.oneHookEach().retries("preRun", 3, Duration.ofHours(1));
        Stage stage = stage(definitions).fails("preRun/a", 1);
        Thread user = new Thread(() -> {
            org.awaitility.Awaitility.await()
                    .until(() -> List.copyOf(stage.heard).contains("ended preRun/a FAILED"));
            stage.deployment.interrupt("user");
        });
        user.start();
        stage.play();
        assertThat(stage.deployment.report().result().outcome()).isEqualTo("aborted");
        assertThat(stage.report("preRun/a").attempts()).hasSize(1);
        assertThat(stage.report("preRun/a").state()).isEqualTo(StepReport.State.ABORTED);
    }

    @Test
    @Requirement({"S16", "S20"})
    void theArchiveIsMadeBetweenThePhases() {
        Shelf shelf = new Shelf(false, new CountDownLatch(0));
        Stage stage = new Stage(Definitions.oneHookEach().archive(Facts.Archive.State.MISS), dir, shelf).play();
        assertThat(shelf.calls).containsExactly("save");
        assertThat(stage.heard).containsSubsequence("ended postBuild/a OK", "ended save OK", "started preRun/a 1");
    }

    @Test
    @Requirement("X11")
    void anArchiveThatCannotBeUnpackedIsAWarningAndTheDeploymentBuilds() {
        Shelf shelf = new Shelf(true, new CountDownLatch(0));
        Stage stage = new Stage(Definitions.oneHookEach().archive(Facts.Archive.State.HIT), dir, shelf).play();
        assertThat(stage.heard).contains("started build 1", "warning restore: the archive is damaged");
        assertThat(stage.env("preBuild/a")).containsEntry("DEPLOY_KIND", "deploy");
        assertThat(stage.deployment.report().result().outcome()).isEqualTo("success");
    }

    @Test
    @Requirement({"S3", "S16"})
    void whatWasBuiltIsBroughtToWhereItRuns() {
        Shelf shelf = new Shelf(false, new CountDownLatch(0));
        Stage stage = new Stage(Definitions.oneHookEach().apart().archive(Facts.Archive.State.MISS), dir, shelf).play();
        assertThat(shelf.calls).containsExactly("save", "bring");
        assertThat(stage.heard).containsSubsequence("ended save OK", "ended bring OK", "started preRun/a 1");
        assertThat(stage.report("bring").notes()).containsExactly("brought");
    }

    @Test
    @Requirement("S25")
    void withoutWhatWasBuiltNothingIsLaunched() {
        Shelf shelf = new Shelf(true, new CountDownLatch(0));
        Stage stage = new Stage(Definitions.oneHookEach().apart().archive(Facts.Archive.State.MISS), dir, shelf).play();
        assertThat(stage.ran()).endsWith("postBuild/a", "runFailed/a", "cleanup/a");
        assertThat(stage.deployment.report().result().failedStep()).isEqualTo("bring");
        assertThat(stage.deployment.report().result().reason()).contains("the archive is damaged");
    }

    @Test
    void anInterruptReachesAnArchiveInTheMaking() {
        CountDownLatch never = new CountDownLatch(1);
        Shelf shelf = new Shelf(false, never);
        Stage stage = new Stage(Definitions.oneHookEach().archive(Facts.Archive.State.MISS), dir, shelf);
        Thread user = new Thread(() -> {
            org.awaitility.Awaitility.await()
                    .until(() -> List.copyOf(shelf.calls).contains("save"));
            stage.deployment.interrupt("user");
        });
        user.start();
        stage.play();
        assertThat(stage.deployment.report().result().outcome()).isEqualTo("aborted");
        assertThat(stage.ran()).endsWith("runFailed/a", "cleanup/a");
        assertThat(Thread.interrupted())
                .as("the interrupt stays with the archive")
                .isFalse();
    }

    @Test
    void aPhaseThatCannotBeginNowIsRefused() {
        Stage stage = stage(Definitions.oneHookEach()).fails("preBuild/a", 1).play();
        assertThatThrownBy(() -> stage.deployment.enter(Phase.RUN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finished: FAILED");
        assertThatThrownBy(() -> stage.deployment.bodyEnded(End.OK, ""))
                .hasMessage("no body is running in this deployment");
    }

    @Test
    @Requirement({"S25", "D16"})
    void aFaultOfARunnerIsAFailureThatIsAnswered() {
        Stage stage = stage(Definitions.oneHookEach())
                .on("preRun/a", (run, stop) -> {
                    throw new IllegalArgumentException("port out of range");
                })
                .play();
        assertThat(stage.ran()).endsWith("preRun/a", "runFailed/a", "cleanup/a");
        assertThat(stage.deployment.report().result().reason()).contains("port out of range", "report it");
    }

    @Test
    void whoeverListensCannotBreakADeployment() {
        Definitions definitions = Definitions.oneHookEach();
        About about = new About(
                "d-3",
                dir,
                dir.resolve("logs"),
                new About.Surroundings("agent", Map.of(), Facts.NONE.source(), About.Kept.NOTHING));
        DeploymentListener faulty = new DeploymentListener() {
            @Override
            public void started(PlannedStep step, int attempt) {
                throw new IllegalStateException("a view");
            }
        };
        Ports ports = new Ports(
                (run, stop) -> Stage.end(HookEnd.State.OK, 0),
                Archives.NONE,
                (readiness, stop) -> Stage.end(HookEnd.State.OK, null),
                faulty);
        Deployment deployment = new Deployment(definitions.definition(), definitions.plan(), about, ports);
        deployment.enter(Phase.BUILD);
        deployment.bodyEnded(End.OK, "");
        deployment.enter(Phase.RUN);
        assertThat(deployment.bodyEnded(End.OK, "")).isEqualTo(new Command.Finish(Outcome.SUCCESS));
    }

    @Test
    void anEventIsAsBadAsItsWorstHook() {
        Stage stage = stage(Definitions.oneHookEach()
                        .hook("preRun", "b")
                        .policy("preRun", FailurePolicy.WARN)
                        .hook("preRun", "c"))
                .fails("preRun/b", 1)
                .play();
        assertThat(stage.deployment.report().events())
                .filteredOn(event -> event.event().equals("preRun"))
                .extracting(Report.EventReport::state)
                .containsExactly(StepReport.State.FAILED);
    }

    @Test
    void anAbortedHookIsCalledAborted() {
        Stage stage = stage(Definitions.oneHookEach());
        stage.on("preRun/a", (run, stop) -> {
                    stage.deployment.interrupt("user");
                    return Stage.end(HookEnd.State.ABORTED, null);
                })
                .play();
        assertThat(stage.report("preRun/a").reason()).startsWith("preRun/a was aborted on agent agent-7 after 12ms");
    }

    @Test
    void anUnstableBodyIsReportedAsUnstable() {
        Stage stage = stage(Definitions.oneHookEach());
        stage.deployment.enter(Phase.BUILD);
        stage.deployment.bodyEnded(End.UNSTABLE, "two tests failed");
        assertThat(stage.report("build").state()).isEqualTo(StepReport.State.UNSTABLE);
        assertThat(stage.report("build").reason()).isEqualTo("two tests failed");
    }

    /** Archives that do nothing but keep count, wait or fail. */
    private record Shelf(boolean damaged, CountDownLatch gate, List<String> calls) implements Archives {
        Shelf(boolean damaged, CountDownLatch gate) {
            this(damaged, gate, java.util.Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public Work restore() throws IOException {
            calls.add("restore");
            if (damaged) {
                throw new IOException("the archive is damaged");
            }
            return new Work(new Archived("key-1", 1000, 12), List.of("unpacked"));
        }

        @Override
        public Work save() throws InterruptedException {
            calls.add("save");
            gate.await();
            return new Work(new Archived("key-1", 2000, 24), List.of("saved"));
        }

        @Override
        public Work bring() throws IOException {
            calls.add("bring");
            if (damaged) {
                throw new IOException("the archive is damaged");
            }
            return new Work(new Archived("key-1", 2000, 24), List.of("brought"));
        }
    }
}
