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
            // A Jenkins that stops interrupts the build; the hook outlives it.
            String gate = "trap '' TERM; while ! test -e " + dir.resolve("open") + "; do sleep 0.1; done";
            shop.hook("preRun", gate).inline().usual().job().save();
            shop.start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop.has("preRun"));
        });
        sessions.then(jenkins -> {
            FreeStyleProject job =
                    (FreeStyleProject) jenkins.jenkins.getAllItems().get(0);
            FreeStyleBuild cut = job.getBuildByNumber(1);
            assertThat(cut.isBuilding()).isFalse();
            assertThat(jenkins.createWebClient()
                            .goTo(cut.getUrl() + "deployHooks/api/json?depth=2", "application/json")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("before its deployment did")
                    .doesNotContain("\"running\"");
            // Only now: both sessions share a process, in which the first one's thread would carry on behind the hook.
            Files.createFile(dir.resolve("open"));

            jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

            List<String> lines = Files.readAllLines(dir.resolve("trail"));
            assertThat(lines.subList(lines.size() - 7, lines.size()))
                    .containsExactly("preBuild", "build", "postBuild", "preRun", "run", "runSucceeded", "cleanup");
        });
    }
}
