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
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A freestyle build does not survive its controller; its deployment says so, and is in nobody's way. */
class FreestyleRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    @Test
    @Requirement({"S25", "S57"})
    void theReportEndsAndTheLockIsFree() throws Throwable {
        sessions.then(jenkins -> {
            Shop shop = new Shop(jenkins, dir);
            String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.1; done";
            shop.hook("preRun", gate).inline().usual().job().save();
            shop.start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop.has("preRun"));
        });
        Files.createFile(dir.resolve("open"));
        sessions.then(jenkins -> {
            FreeStyleProject job =
                    (FreeStyleProject) jenkins.jenkins.getAllItems().get(0);
            FreeStyleBuild cut = job.getBuildByNumber(1);
            assertThat(cut.isBuilding()).isFalse();
            assertThat(jenkins.createWebClient()
                            .goTo(cut.getUrl() + "deployHooks/api/json?depth=2", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    // A Jenkins that stops interrupts the build: if there is time its deployment ends as an aborted
                    // one.
                    .containsPattern("before its deployment did|\"outcome\":\"aborted\"")
                    .doesNotContain("\"running\"");

            jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

            List<String> lines = Files.readAllLines(dir.resolve("trail"));
            assertThat(lines.subList(lines.size() - 7, lines.size()))
                    .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        });
    }
}
