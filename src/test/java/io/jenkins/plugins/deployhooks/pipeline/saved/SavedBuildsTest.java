package io.jenkins.plugins.deployhooks.pipeline.saved;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * The files below {@code src/test/resources/saved-builds} were written by an earlier version, whose controller stopped in
 * the middle of four builds; the hooks that ran then ended while it was away. To write them anew, with the version at
 * hand: {@code mvn test -Dtest=SavedBuildsTest -DsavedBuilds.update=true}; when that may be done says decision 070.
 */
class SavedBuildsTest {
    private static final Path KEPT = Repository.root().resolve("src/test/resources/saved-builds");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    private SavedHome saved;

    @Test
    @Requirement({"S25", "S56"})
    void goOnWithWhatIsLeftToDo() throws Throwable {
        saved = new SavedHome(KEPT, sessions.getHome().toPath(), dir);
        if (Boolean.getBoolean("savedBuilds.update")) {
            make();
        }
        saved.lay();
        Path place = saved.place();
        assertThat(Files.readAllLines(place.resolve("trail-hook")))
                .containsExactly("preBuild", "build", "preRun", "end");

        sessions.then(jenkins -> {
            InputAction input = build(jenkins, SavedScripts.BODY).getAction(InputAction.class);
            input.getExecutions().get(0).proceed(null);
            assertEnd(jenkins, SavedScripts.HOOK, Result.SUCCESS, "success");
            assertEnd(jenkins, SavedScripts.BODY, Result.SUCCESS, "success");
            assertEnd(jenkins, SavedScripts.BETWEEN, Result.FAILURE, "failed");
            assertEnd(jenkins, SavedScripts.ALONE, Result.SUCCESS, "success");
        });

        SavedScripts scripts = new SavedScripts(place);
        assertThat(scripts.trail(SavedScripts.HOOK))
                .containsExactly("preBuild", "build", "preRun", "end", "run 1.2", "runSucceeded SUCCESS", "cleanup");
        assertThat(scripts.trail(SavedScripts.BODY))
                .containsExactly("preBuild", "postBuild", "preRun", "run", "runSucceeded SUCCESS", "cleanup");
        assertThat(scripts.trail(SavedScripts.BETWEEN))
                .containsExactly("preBuild", "postBuild", "runFailed FAILED", "end", "cleanup");
        assertThat(scripts.trail(SavedScripts.ALONE))
                .containsExactlyInAnyOrder("step", "event", "end", "end", "step gave 3");
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void assertEnd(JenkinsRule jenkins, String job, Result result, String outcome) throws Exception {
        WorkflowRun build = build(jenkins, job);
        Awaitility.await(job).atMost(LIMIT).until(() -> !build.isBuilding());
        jenkins.assertBuildStatus(result, build);
        Path report = build.getRootDir().toPath().resolve("deploy-hooks.json");
        Awaitility.await(job)
                .untilAsserted(() -> assertThat(ReportJson.read(Files.readString(report))
                                .result()
                                .outcome())
                        .isEqualTo(outcome));
    }

    /** Stops a controller in the middle of everything, lets the hooks end, and keeps what is there then. */
    private void make() throws Throwable {
        saved.configure();
        Path place = saved.place();
        SavedScripts scripts = new SavedScripts(place);
        // saved with the program, and nobody else's business
        EnvVars.masterEnvVars.clear();
        EnvVars.masterEnvVars.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        sessions.then(jenkins -> {
            scripts.start(jenkins);
            Awaitility.await().atMost(LIMIT).until(scripts::areWaiting);
            jenkins.waitForMessage("Proceed or Abort", build(jenkins, SavedScripts.BODY));
        });
        Files.createFile(place.resolve("open"));
        Awaitility.await().atMost(LIMIT).until(() -> ended(place) == 4);
        saved.keep();
    }

    private static int ended(Path place) throws Exception {
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> statuses = files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith("ended."))
                    .toList();
            return statuses.size();
        }
    }
}
