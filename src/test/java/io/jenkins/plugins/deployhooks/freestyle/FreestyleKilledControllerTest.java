package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is killed in the middle of a hook of a freestyle build. */
class FreestyleKilledControllerTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path dir;

    @Test
    @Requirement({"S8", "S25", "S57"})
    void theReportIsCutOffByNameAndTheNextBuildDeploys() throws Throwable {
        String place = dir.toString();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            start(rule, place);
        });
        jenkins.stopJenkinsForcibly();
        Files.createFile(dir.resolve("open"));
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            endedAndFree(rule, place);
        });
    }

    private static void start(JenkinsRule rule, String place) throws Exception {
        Shop shop = new Shop(rule, Path.of(place));
        shop.hook("preRun", "while ! test -e " + place + "/open; do sleep 0.1; done")
                .inline()
                .usual()
                .job()
                .save();
        shop.start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop.has("preRun"));
    }

    private static void endedAndFree(JenkinsRule rule, String place) throws Exception {
        FreeStyleProject job = (FreeStyleProject) rule.jenkins.getAllItems().get(0);
        FreeStyleBuild cut = job.getBuildByNumber(1);
        assertThat(cut.isBuilding()).isFalse();
        assertThat(rule.createWebClient()
                        .goTo(cut.getUrl() + "deployHooks/api/json?depth=2", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("before its deployment did", "preRun")
                .doesNotContain("\"running\"");
        // Of such a build nobody tells that it is done.
        assertThat(cut.getRootDir().toPath().resolve("deploy-hooks/lifecycle/plan.json"))
                .content()
                .contains("preRun")
                .doesNotContain("sleep 0.1");
        rule.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        List<String> lines = Files.readAllLines(Path.of(place).resolve("trail"));
        assertThat(lines.subList(lines.size() - 7, lines.size()))
                .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
    }
}
