package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real controller with real agents is killed in the middle of deployments. */
class KilledControllerTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension()
            .javaOptions("-Dio.jenkins.plugins.deployhooks.agentWaitSeconds=60", KilledBuild.PATIENCE);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private Trail trail(String job) throws Exception {
        return new Trail(Files.createDirectories(dir.resolve(job)));
    }

    private String gate(String name) {
        return "while ! test -e " + dir.resolve(name) + "; do sleep 0.2; done";
    }

    private static String phases(Trail trail) {
        return "withDeployLifecycle { " + trail.phases() + " } }";
    }

    private void start(String name, String line, String script) throws Throwable {
        jenkins.runRemotely(rule -> {
            WorkflowJob job = rule.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition(script, true));
            job.scheduleBuild2(0).waitForStart();
        });
        Trail trail = trail(name);
        Awaitility.await(name).atMost(Duration.ofMinutes(2)).until(() -> trail.has(line));
    }

    private static boolean isSecretIn(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(StoredSecret.TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WorkflowRun build(JenkinsRule rule, String name) {
        return Objects.requireNonNull(rule.jenkins.getItemByFullName(name, WorkflowJob.class))
                .getBuildByNumber(1);
    }

    private void ends(String name, Result result) throws Throwable {
        String expected = result.toString();
        jenkins.runRemotely(rule -> {
            rule.assertBuildStatus(Result.fromString(expected), rule.waitForCompletion(build(rule, name)));
        });
    }

    @Test
    @Requirement({"S8", "S25", "S56"})
    void deploymentsGoOnWhereTheyWereUnlessTheirAgentIsGoneForGood() throws Throwable {
        jenkins.startJenkins();
        for (String agent : List.of("hook", "body", "answer")) {
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder().name(agent).build());
        }
        Trail hook = trail("hook");
        Trail body = trail("body");
        Trail answer = trail("answer");
        start("hook", "preRun", "node('hook') { " + hook.definition("preRun", gate("open")) + phases(hook));
        start(
                "body",
                "run",
                "node('body') { " + body.definition()
                        + "withDeployLifecycle { deployHooks('build') { }; deployHooks('run') { sh '"
                        + body.leave("run") + "; echo in the body; " + gate("open") + "' } } }");
        start(
                "answer",
                "runFailed FAILED",
                "node('answer') { " + answer.definition("runFailed", gate("open"))
                        + "withDeployLifecycle { deployHooks('build') { error 'the build is broken' } } }");
        Trail early = trail("early");
        jenkins.runRemotely(StoredSecret::keep);
        start(
                "early",
                "preRun",
                "node('built-in') { " + early.definition("preRun", gate("open") + "; echo behind the gate $TOKEN")
                        + "withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) { " + phases(early)
                        + " }");
        // Killed in the very moment in which sh starts, Jenkins starts it again: not what is tested here.
        jenkins.runRemotely(rule -> {
            rule.waitForMessage("in the body", build(rule, "body"));
        });

        jenkins.stopJenkinsForcibly();
        KilledBuild.forgetNewestStep(jenkins.getHome().toPath(), "early");
        Files.createFile(dir.resolve("open"));
        jenkins.startJenkins();
        ends("hook", Result.SUCCESS);
        ends("early", Result.SUCCESS);
        ends("body", Result.SUCCESS);
        ends("answer", Result.FAILURE);
        assertThat(hook.lines())
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        assertThat(early.lines()).isEqualTo(hook.lines());
        jenkins.runRemotely(rule -> {
            rule.assertLogContains("behind the gate ****", build(rule, "early"));
        });
        try (Stream<Path> files = Files.walk(jenkins.getHome().toPath().resolve("jobs/early/builds/1"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> file.toFile().length() > 0))
                    .isNotEmpty()
                    .noneMatch(KilledControllerTest::isSecretIn);
        }
        assertThat(body.lines()).containsExactly("preBuild", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        assertThat(answer.lines()).containsExactly("preBuild", "runFailed FAILED", "cleanup");

        Trail lost = trail("lost");
        start("lost", "preRun", "node('hook') { " + lost.definition("preRun", gate("never")) + phases(lost));
        agents.stop(jenkins, "hook");
        jenkins.runRemotely(rule -> {
            System.setProperty("io.jenkins.plugins.deployhooks.agentWaitSeconds", "5");
            rule.jenkins.removeNode(rule.jenkins.getNode("hook"));
        });
        ends("lost", Result.FAILURE);
        jenkins.runRemotely(rule -> {
            rule.assertLogContains("preRun was lost on agent hook", build(rule, "lost"));
        });
        Files.createFile(dir.resolve("never"));
    }
}
