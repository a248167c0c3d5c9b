package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StoppingHooksTest {
    private static JenkinsRule rule;

    /** Sleeps that nobody else on this machine sleeps. */
    private final String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);

    @TempDir
    private Path storms;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        rule = started;
    }

    @Test
    @Requirement({"S38", "W1", "W4", "W5", "W7"})
    void anEndlessHookIsCutOffWithItsWholeTree() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { deployHook(name: 'endless', timeout: '1s', killGrace: '200ms', run: '''\n"
                        + "trap \"\" TERM\n" + sleep + " &\n"
                        + "setsid sh -c \"trap '' TERM; " + sleep + "\" &\n"
                        + "setsid setsid " + sleep + " >/dev/null 2>&1 </dev/null &\n"
                        + "echo started\n" + sleep + "''') }");

        assertThat(rule.getLog(run))
                .contains("endless timed out on agent built-in", "not finished after 1s", "Ended with SIGKILL");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    @Test
    void inactivityIsATimeOutToo() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { deployHook(inactivityTimeout: '1s', run: 'for i in 1 2 3; do echo $i; sleep 0.6; done; " + sleep
                        + "') }");

        assertThat(rule.getLog(run)).contains("3\n", "no output for 1s", "All of it ended after SIGTERM.");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    /**
     * Chains: each process starts the next one and ends, so no number lives for long; with setsid no session either. They
     * end by themselves one day, and tell it: machines have only so many numbers.
     */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "setsid sh"})
    @Requirement("S38")
    void aStormOfForksDies(String next) throws Exception {
        Path chain = storms.resolve("chain.sh");
        Path enough = storms.resolve("enough");
        Files.writeString(
                chain,
                "[ -e " + enough + " ] || [ $1 -gt 50000 ] && touch " + enough + ".seen && exit\n" + next + " " + chain
                        + " $(($1 + 1)) & exit\n");
        String start = "sh " + chain + " 0 & ";
        try {
            WorkflowRun run = Builds.run(
                    rule,
                    Result.FAILURE,
                    "node { deployHook(name: 'storm', timeout: '1s', killGrace: '100ms', run: '" + start + start + start
                            + sleep + "') }");

            assertThat(rule.getLog(run))
                    .contains("storm timed out on agent built-in")
                    .doesNotContain("NOT everything");
        } finally {
            // ends a chain that should have been ended, without a number to kill
            Files.createFile(enough);
        }
        await().during(Duration.ofSeconds(1)).until(() -> !Files.exists(storms.resolve("enough.seen")));
        assertThat(Processes.with(chain.toString())).isEmpty();
    }

    @Test
    @Requirement("W8")
    void aTimeOutMayBeTriedAgain() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { deployHook(timeout: '1s', retries: 1, run: 'test $DEPLOY_ATTEMPT = 2 || " + sleep + "') }");

        rule.assertLogContains("Attempt 2 follows.", run);
    }

    @Test
    @Requirement("W6")
    void aChildInTheBackgroundNeitherDelaysTheEndNorIsStopped() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { deployHook(run: 'echo begin; (sleep 15; echo late) & echo end'); echo 'goes on' }");

        assertThat(rule.getLog(run))
                .contains("end\n", "Left running in the background: ", "goes on")
                .doesNotContain("late\n");
    }

    @Test
    void anAbortStopsTheHookAndTheBuildIsAborted() throws Exception {
        WorkflowRun run = started(rule, "trap 'echo cleaned up; exit 0' TERM; echo running; " + sleep + " & wait");

        run.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));

        assertThat(rule.getLog(run)).contains("cleaned up", "was aborted on agent built-in", "Stopped on request.");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    @Test
    void aSecondAbortTakesTheGraceAway() throws Exception {
        WorkflowRun run =
                started(rule, "trap 'echo not yet' TERM; echo running; while true; do " + sleep + " & wait; done");

        run.getExecutor().interrupt();
        rule.waitForMessage("not yet", run);
        Builds.execution(run).stop(new InterruptedException("again"));
        await().atMost(Duration.ofSeconds(60)).until(() -> !run.isBuilding());
        rule.assertBuildStatus(Result.ABORTED, run);

        assertThat(rule.getLog(run)).contains("Ended with SIGKILL");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    private WorkflowRun started(JenkinsRule rule, String command) throws Exception {
        String script = "node { deployHook(name: 'long', killGrace: '10m', run: '''" + command + "''') }";
        WorkflowRun run = Builds.job(rule, script).scheduleBuild2(0).waitForStart();
        rule.waitForMessage("running", run);
        // the shell waits for it by then, with its trap set
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Processes.with(sleep).isEmpty());
        return run;
    }
}
