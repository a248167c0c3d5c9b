package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DecoratedLauncherTest {
    @TempDir
    private Path programs;

    @Test
    @Requirement("D1")
    void aHookRunsInsideWithTheProgramsOfTheInside(JenkinsRule rule) throws Exception {
        Files.createSymbolicLink(programs.resolve("inner-sh"), Path.of("/bin/sh"));
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { inside('" + programs + "') { deployHook(shell: '#!inner-sh', run: 'echo inside: $INSIDE') } }");

        rule.assertLogContains("inside: yes", run);
    }

    @Test
    void aProgramThatIsMissingInsideIsExplained(JenkinsRule rule) throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { inside('" + programs + "') { deployHook(shell: '#!not-here', run: 'echo no') } }");

        rule.assertLogContains("Exit code 127", run);
    }

    @Test
    @Requirement("S38")
    void aHookInsideIsStoppedThroughTheSameLauncher(JenkinsRule rule) throws Exception {
        String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { inside('" + programs + "') { deployHook(timeout: '1s', run: 'setsid " + sleep + " & " + sleep
                        + "') } }");

        rule.assertLogContains("not finished after 1s. All of it ended after SIGTERM.", run);
        assertThat(Processes.with(sleep)).isEmpty();
    }
}
