package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.StoredSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Hooks that a real PowerShell runs, on the built-in node; without one on {@code PATH} nothing is tried. */
@WithJenkins
class PowerShellHooksTest {
    private static JenkinsRule rule;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pwsh"))),
                "no pwsh is on PATH, so no hook of PowerShell was run");
        rule = started;
    }

    @Test
    @Requirement({"S8", "S51"})
    void statusOutputsSecretsAndLettersAreAsWithOtherShells() throws Exception {
        StoredSecret.keep(rule);
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {\n"
                        + "def out = deployHook(shell: 'pwsh', run: '\"VERSION=1.2\" >> $env:DEPLOY_OUTPUT')\n"
                        + "deployHook(shell: 'pwsh', run: '\"it is $env:TOKEN\"; \"grün 🚀\"; sh -c \"exit 7\"; "
                        + "\"version ' + out.VERSION + '\"') } }");

        assertThat(rule.getLog(run)).contains("it is ****", "grün 🚀", "version 1.2", "Exit code 7");
        assertThat(Builds.logs(run)).contains("it is ****").doesNotContain(StoredSecret.TEXT);
    }

    /** The step {@code pwsh} ends a text at the first error of PowerShell; so that is not compared. */
    @Test
    @Requirement("S51")
    void programsAndExitsGiveTheStatusThatTheStepOfJenkinsGives() throws Exception {
        WorkflowRun run = Builds.run(rule, Result.SUCCESS, """
                def texts = ["sh -c 'exit 5'", "sh -c 'exit 5'\\n'after'", "sh -c 'exit 5'\\nsh -c 'exit 0'",
                             "'fine'", 'exit 3', "throw 'boom'", 'if (', 'no-such-command-at-all',
                             "try { throw 'x' } catch { 'caught' }"]
                node {
                    for (int i = 0; i < texts.size(); i++) {
                        def theirs = pwsh(script: texts[i], returnStatus: true)
                        def ours = 0
                        try {
                            deployHook(shell: 'pwsh', run: texts[i])
                        } catch (e) {
                            def matcher = e.message =~ /Exit code (\\d+)/
                            ours = matcher.find() ? matcher.group(1) as int : e.message
                            matcher = null
                        }
                        echo "compared ${i}: ${theirs == ours} ${theirs} ${ours}"
                    }
                }
                """);

        assertThat(rule.getLog(run)).containsPattern("compared 8: true").doesNotContainPattern("compared \\d+: false");
    }

    @Test
    @Requirement("S38")
    void anAbortEndsItWithWhatItHasStarted() throws Exception {
        String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        WorkflowRun run = Builds.job(
                        rule,
                        "node { deployHook(shell: 'pwsh', killGrace: '60s', run: '''\n"
                                + "'setsid " + sleep + " > /dev/null 2>&1 &' > daemon.sh\n"
                                + "sh daemon.sh\n'started'\n" + sleep + "\nStart-Sleep 1000''') }")
                .scheduleBuild2(0)
                .waitForStart();
        rule.waitForMessage("started\n", run);
        await().atMost(Duration.ofSeconds(60)).until(() -> Processes.with(sleep).size() == 2);
        run.doStop();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
        assertThat(rule.getLog(run)).contains("All of it ended after SIGTERM.");
        assertThat(Processes.with(sleep)).isEmpty();
    }
}
