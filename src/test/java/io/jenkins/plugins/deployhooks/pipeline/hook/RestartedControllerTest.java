package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void theRunningHookIsTakenUpAndNoHookIsRepeated() throws Throwable {
        Path go = files.resolve("go");
        sessions.then(rule -> {
            WorkflowRun run = started(
                    rule,
                    "deployHook(name: 'first', run: 'echo FIRST RAN');"
                            + " def out = deployHook(name: 'second', run: 'echo SECOND RAN; until test -e " + go
                            + "; do sleep 0.1; done; echo K=v >>\"$DEPLOY_OUTPUT\"; echo SECOND ENDS');"
                            + " echo \"outputs ${out}\"");
            rule.waitForMessage("SECOND RAN", run);
        });
        Files.createFile(go);
        sessions.then(rule -> {
            WorkflowRun run = ended(rule, Result.SUCCESS);
            assertThat(rule.getLog(run)).containsOnlyOnce("\nFIRST RAN").containsOnlyOnce("\nSECOND RAN");
            assertThat(rule.getLog(run)).contains("SECOND ENDS", "outputs [K:v]");
            assertThat(Builds.logs(run)).containsOnlyOnce("\nSECOND RAN").contains("SECOND ENDS");
        });
    }

    @Test
    void aDeadlineThatPassedMeanwhileIsKept() throws Throwable {
        sessions.then(rule -> {
            WorkflowRun run = started(rule, "deployHook(timeout: '4s', killGrace: '0', run: 'echo RUNS; sleep 1000')");
            rule.waitForMessage("RUNS", run);
        });
        sessions.then(rule -> {
            WorkflowRun run = ended(rule, Result.FAILURE);
            rule.assertLogContains("not finished after 4s", run);
        });
    }

    private static WorkflowRun started(JenkinsRule rule, String steps) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition("node { " + steps + " }", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun ended(JenkinsRule rule, Result result) throws Exception {
        WorkflowRun run = rule.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(result, rule.waitForCompletion(run));
        return run;
    }
}
