package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Bound credentials that hooks and bodies print, hand on and fail with are nowhere in the build, also while it runs. */
@WithJenkins
class DeploymentSecretsTest {
    @TempDir
    private Path dir;

    @Test
    @Requirement("S8")
    void areMaskedInAllThatIsKeptOfTheBuild(JenkinsRule jenkins) throws Exception {
        StoredSecret.keep(jenkins);
        Trail trail = new Trail(dir);
        String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
        WorkflowRun build = Trail.job(
                        jenkins,
                        "node { "
                                + trail.definition(
                                        "preBuild",
                                        "echo \"T=a $TOKEN\" >> $DEPLOY_OUTPUT; echo V=7 >> $DEPLOY_OUTPUT",
                                        "preRun",
                                        "echo \"it is $TOKEN, V is $V, T is $T\"; exit 7",
                                        "runFailed",
                                        "echo \"$DEPLOY_REASON $TOKEN\"; " + gate)
                                + "withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {"
                                + " withDeployLifecycle { deployHooks('build') { sh 'echo body: $TOKEN' };"
                                + " deployHooks('run') { } } } }")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> trail.has("runFailed FAILED"));
        Path kept = build.getRootDir().toPath();

        assertThat(Files.size(kept.resolve("program.dat"))).isPositive();
        assertThat(filesWithSecret(kept)).isEmpty();
        Files.createFile(dir.resolve("open"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));

        assertThat(filesWithSecret(kept)).isEmpty();
        assertThat(jenkins.getLog(build))
                .contains(
                        "body: ****",
                        "it is ****, V is 7, T is \n",
                        "The value of T in its DEPLOY_OUTPUT holds a secret")
                .doesNotContain(StoredSecret.TEXT);
        for (FlowNode node : new DepthFirstScanner().allNodes(build.getExecution())) {
            LogAction log = node.getAction(LogAction.class);
            if (log != null) {
                assertThat(text(log)).doesNotContain(StoredSecret.TEXT);
            }
        }
        for (String url : List.of("api/json?depth=9", "deployHooks/api/json?depth=9", "api/xml?depth=9")) {
            assertThat(jenkins.createWebClient()
                            .goTo(build.getUrl() + url, null)
                            .getWebResponse()
                            .getContentAsString())
                    .doesNotContain(StoredSecret.TEXT);
        }
    }

    /** How a deployment comes to its end. */
    enum Way {
        WELL,
        FAILED,
        ABORTED,
        KILLED
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Requirement("S8")
    void inCommandsTheyStayNowhereWhenTheDeploymentHasEnded(Way way, JenkinsRule jenkins) throws Exception {
        StoredSecret.keep(jenkins);
        Trail trail = new Trail(dir);
        String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.2; done";
        WorkflowJob job = Trail.job(
                jenkins,
                "node { withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {"
                        + " withEnv([\"CC_PRE_RUN_HOOK=echo 'by variable' $TOKEN\"]) {"
                        + " withDeployLifecycle(cache: true, hooks: [lifecycleHook(event: 'preBuild',"
                        + " run: \"echo 'by argument' $TOKEN\"), lifecycleHook(event: 'runSucceeded',"
                        + " run: \"echo 'well' $TOKEN; exit 3\"), lifecycleHook(event: 'runFailed',"
                        + " run: \"echo 'badly' $TOKEN\")]) {"
                        + " deployHooks('build') { sh 'echo built > app' }\n deployHooks('run') { sh '''"
                        + trail.leave("run") + "; " + gate + "; exit " + (way == Way.FAILED ? 1 : 0)
                        + "''' } } } } }");
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> trail.has("run") || !build.isBuilding());
        assertThat(trail.lines()).as(jenkins.getLog(build)).containsExactly("run");
        Path kept = build.getRootDir().toPath();
        // Needed by whoever goes on after a restart, as the program is, which Jenkins removes at the end.
        assertThat(filesWithSecret(kept))
                .extracting(file -> file.getFileName().toString())
                .contains("plan.json")
                .filteredOn(name -> !name.endsWith(".tmp")) // what is about to be program.dat
                .isSubsetOf("plan.json", "program.dat");
        if (way == Way.ABORTED) {
            build.doStop();
        } else if (way == Way.KILLED) {
            build.doKill();
        }
        Files.createFile(dir.resolve("open"));
        jenkins.waitForCompletion(build);
        // What a kill leaves is removed soon after it, but for the program, which Jenkins leaves.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(filesWithSecret(job.getRootDir().toPath()))
                        .filteredOn(file -> way != Way.KILLED || !file.endsWith("program.dat"))
                        .isEmpty());
        assertThat(jenkins.getLog(build)).contains("by argument ****", "by variable ****");

        List<String> pages = new ArrayList<>(
                List.of(build.getUrl(), build.getUrl() + "console", build.getUrl() + "deployHooks/timeline"));
        pages.add(job.getUrl());
        page(jenkins, build.getUrl() + "deployHooks/")
                .<DomElement>getByXPath("//td[contains(@class, 'deploy-hooks-links')]/a[contains(@href, '/log/')]"
                        + "[contains(@href, '/deployHooks/')]")
                .forEach(link -> pages.add(link.getAttribute("href").replaceFirst("^/jenkins/", "")));
        assertThat(pages).hasSizeGreaterThan(4);
        for (String path : pages) {
            page(jenkins, path);
        }
    }

    private static HtmlPage page(JenkinsRule jenkins, String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setJavaScriptEnabled(false);
            HtmlPage page = client.goTo(path);
            assertThat(page.getWebResponse().getContentAsString()).as(path).doesNotContain(StoredSecret.TEXT);
            return page;
        }
    }

    private static String text(LogAction log) throws IOException {
        StringWriter out = new StringWriter();
        log.getLogText().writeLogTo(0, out);
        return out.toString();
    }

    private static List<Path> filesWithSecret(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(StoredSecret.TEXT))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return ""; // a file that was there for a moment only
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
