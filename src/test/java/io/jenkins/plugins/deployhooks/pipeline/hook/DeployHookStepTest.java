package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeployHookStepTest {
    private static JenkinsRule rule;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        rule = started;
    }

    @Test
    @Requirement({"S61", "S62"})
    void aHookIsOneStepWithItsOwnLogAndAFullLogInTheBuild() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { deployHook(name: 'migrate', event: 'preRun', run: 'echo one; echo two >&2; printf \"🚀 no"
                        + " end\"') }");

        FlowNode node = Builds.hook(run);
        assertThat(node).isInstanceOf(StepNode.class);
        assertThat(node.getDisplayName()).isEqualTo("preRun: migrate");
        assertThat(node.getAction(LogAction.class)).isNotNull();
        rule.assertLogContains("one\ntwo\n🚀 no end\n", run);
        assertThat(Builds.logs(run))
                .matches("(?s)\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}] Launching command 'echo one;"
                        + " .*'\\.\n\n"
                        + "one\n"
                        + "two\n"
                        + "🚀 no end");
    }

    @Test
    @Requirement({"W17", "W18"})
    void aFailureNamesEventHookExitCodeAgentDurationAndTheLastLines() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { deployHook(name: 'migrate', event: 'preRun', run: 'echo almost; exit 3'); echo 'NOT REACHED'"
                        + " }");

        assertThat(rule.getLog(run))
                .containsPattern("ERROR: preRun/migrate failed on agent built-in after [0-9a-z]+: Exit code 3\\.")
                .contains("The last lines of its output:\n    almost")
                .doesNotContain("NOT REACHED");
        assertThat(Builds.hook(run).getAction(ErrorAction.class)).isNotNull();
    }

    @Test
    @Requirement({"S51", "S52", "X8"})
    void nothingIsPrependedToTheScript() throws Exception {
        WorkflowRun run =
                Builds.run(rule, Result.SUCCESS, "node { deployHook(run: 'false\\necho \"flags $-\"\\ntrue') }");

        assertThat(rule.getLog(run)).doesNotContain("+ false").containsPattern("flags [^ex\n]*\n");
    }

    @Test
    void outputsAreReturned() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { def out = deployHook(run: 'echo VERSION=1.2 >> \"$DEPLOY_OUTPUT\"'); echo \"got"
                        + " ${out.VERSION}\" }");

        rule.assertLogContains("got 1.2", run);
    }

    @Test
    @Requirement("S8")
    void hooksSeeTheSurroundingEnvironmentUnchanged() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { withEnv(['A=$HOME \"q\" \\'s\\'', 'B=outer']) { deployHook(name: 'x', event: 'e', env: [B:"
                        + " 'inner'], run: 'echo \"<$A> <$B> <$DEPLOY_EVENT/$DEPLOY_HOOK>\"') } }");

        rule.assertLogContains("<$HOME \"q\" 's'> <inner> <e/x>", run);
    }

    @Test
    @Requirement("S7")
    void aMissingScriptFailsAndIsNeverSkipped() throws Exception {
        WorkflowRun run = Builds.run(rule, Result.FAILURE, "node { deployHook(script: 'ci/none.sh') }");

        rule.assertLogContains("Script 'ci/none.sh' not found in ", run);
        assertThat(Builds.logs(run)).contains("Launching command 'ci/none.sh'.", "not found");
    }

    @Test
    @Requirement("S7")
    void aScriptThatIsNotExecutableIsNamedWithTheCommandsThatHelp() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { writeFile file: 'ci/x.sh', text: 'echo hi'; deployHook(run: './ci/x.sh') }");

        rule.assertLogContains("chmod +x ci/x.sh && git update-index --chmod=+x ci/x.sh, then commit", run);
        rule.assertLogNotContains("The last lines of its output", run);
    }

    @Test
    @Requirement("S9")
    void aCommandThatIsNotFoundIsExplained() throws Exception {
        WorkflowRun run = Builds.run(rule, Result.FAILURE, "node { deployHook(run: 'no-such-program --now') }");

        rule.assertLogContains("Exit code 127: interpreter or command not found on agent built-in.", run);
    }

    @Test
    void retriesRunUntilTheHookSucceeds() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { deployHook(name: 'flaky', retries: 2, backoff: '10ms',"
                        + " run: 'echo attempt $DEPLOY_ATTEMPT; test $DEPLOY_ATTEMPT = 3') }");

        assertThat(rule.getLog(run)).contains("attempt 1", "Attempt 2 follows in 10ms.", "attempt 2", "attempt 3");
        assertThat(Builds.logs(run).split("Launching command", -1)).hasSize(4);
    }

    @Test
    @Requirement({"W18", "S45"})
    void whatAnEarlierAttemptHasSaidExplainsNoOtherOne() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { deployHook(name: 'flaky', retries: 1, backoff: '10ms', run: 'test $DEPLOY_ATTEMPT = 2 || { echo"
                        + " \"No space left\" on device; exit 1; }; echo other words; exit 3') }");

        String[] attempts = rule.getLog(run).split("Attempt 2 follows");
        assertThat(attempts).hasSize(2);
        assertThat(attempts[0]).contains("No space left on device on agent built-in");
        assertThat(attempts[1])
                .contains("The last lines of its output:\n    other words\n")
                .doesNotContain("No space left on device");
    }

    @Test
    void policiesDecideWhatAFailureMeans() throws Exception {
        WorkflowRun unstable = Builds.run(
                rule, Result.UNSTABLE, "node { deployHook(run: 'exit 1', onFailure: 'unstable'); echo 'ON' }");
        rule.assertLogContains("ON", unstable);
        assertThat(Builds.hook(unstable).getAction(WarningAction.class)).isNotNull();

        WorkflowRun warned = Builds.run(rule, Result.SUCCESS, "node { deployHook(run: 'exit 1', onFailure: 'warn') }");
        assertThat(Builds.hook(warned).getAction(WarningAction.class)).isNotNull();

        WorkflowRun ignored =
                Builds.run(rule, Result.SUCCESS, "node { deployHook(run: 'exit 1', onFailure: 'ignore') }");
        assertThat(Builds.hook(ignored).getAction(WarningAction.class)).isNull();
        rule.assertLogContains("failed on agent built-in", ignored);
    }

    @Test
    void wrongArgumentsAreRefusedTogetherBeforeAnythingRuns() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { deployHook(run: 'echo RAN', timeout: '5 minutes', shell: 'bsh', retries: 1000) }");

        assertThat(rule.getLog(run))
                .contains("argument timeout", "did you mean 5m?", "argument shell", "did you mean", "argument retries")
                .doesNotContain("RAN\n");
    }

    @Test
    void shellsAndShebangLinesAreChosen() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { deployHook(shell: 'bash', run: 'echo \"bash ${BASH_VERSION%%.*}\"'); deployHook(shell:"
                        + " '#!/usr/bin/env python3', run: 'print(\"py\", 6*7)'); deployHook(run: '#!/bin/cat\\n"
                        + "the text itself'); dir('sub') { deployHook(dir: 'deep', run: 'pwd', onFailure: 'warn'); sh"
                        + " 'mkdir deep'; deployHook(dir: 'deep', run: 'pwd') } }");

        assertThat(rule.getLog(run))
                .containsPattern("bash [0-9]")
                .contains("py 42", "the text itself", "/sub/deep\n")
                .contains("The working directory");
    }

    @Test
    @Requirement("S61")
    void muchOutputArrivesCompleteInBothLogs() throws Exception {
        WorkflowRun run = Builds.run(rule, Result.SUCCESS, "node { deployHook(run: 'seq 1 200000') }");

        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 200_000; i++) {
            expected.append(i).append('\n');
        }
        assertThat(rule.getLog(run).contains(expected)).as("in the console").isTrue();
        assertThat(Builds.logs(run)).endsWith("\n\n" + expected);
    }

    @Test
    void openingTheOutputAnewLosesNothing() throws Exception {
        WorkflowRun run = Builds.run(
                rule, Result.SUCCESS, "node { deployHook(run: 'echo one; echo two >/dev/stderr; echo three') }");

        rule.assertLogContains("one\ntwo\nthree\n", run);
    }
}
