package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller stops and starts in the middle of a hook. */
class RestartedControllerTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path files;

    @Test
    @Requirement("S56")
    void runningHooksAreTakenUpNoneIsRepeatedAndADeadlineThatPassedMeanwhileIsKept() throws Throwable {
        Path go = files.resolve("go");
        sessions.then(rule -> {
            rule.jenkins.setNumExecutors(3);
            WorkflowRun running = started(
                    rule,
                    "running",
                    "deployHook(name: 'first', run: 'echo FIRST RAN');"
                            + " def out = deployHook(name: 'second', run: 'echo SECOND RAN; until test -e " + go
                            + "; do sleep 0.1; done; echo K=v >>\"$DEPLOY_OUTPUT\"; echo SECOND ENDS');"
                            + " echo \"outputs ${out}\"");
            rule.waitForMessage("SECOND RAN", running);
            WorkflowRun due =
                    started(rule, "due", "deployHook(timeout: '4s', killGrace: '0', run: 'echo RUNS; sleep 1000')");
            rule.waitForMessage("RUNS", due);
            DeployHooksConfiguration.get().setLogMegabytes(1L);
            DeployHooksConfiguration.get().save();
            WorkflowRun cut = started(
                    rule,
                    "cut",
                    "deployHook(run: 'yes $(printf %099d 0) | head -n 12000; until test -e " + go
                            + "; do sleep 0.1; done; echo MORE')");
            // its console is long: not to be searched again and again
            Awaitility.await("its log is cut")
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> Builds.logs(cut).contains("Its log is cut"));
        });
        Files.createFile(go);
        sessions.then(rule -> {
            WorkflowRun running = ended(rule, "running", Result.SUCCESS);
            assertThat(rule.getLog(running)).containsOnlyOnce("\nFIRST RAN").containsOnlyOnce("\nSECOND RAN");
            assertThat(rule.getLog(running)).contains("SECOND ENDS", "outputs [K:v]");
            assertThat(Builds.logs(running)).containsOnlyOnce("\nSECOND RAN").contains("SECOND ENDS");
            rule.assertLogContains("not finished after 4s", ended(rule, "due", Result.FAILURE));
            assertThat(Builds.logs(ended(rule, "cut", Result.SUCCESS)))
                    .as("nothing comes behind the line that says so")
                    .containsOnlyOnce("Its log is cut")
                    .doesNotContain("\nMORE");
        });
    }

    private static WorkflowRun started(JenkinsRule rule, String name, String steps) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("node { " + steps + " }", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun ended(JenkinsRule rule, String name, Result result) throws Exception {
        WorkflowRun run =
                rule.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(result, rule.waitForCompletion(run));
        return run;
    }
}
