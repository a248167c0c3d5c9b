package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** In the middle of the transfer of an archive somebody aborts, and the controller is killed. */
class InterruptedTransferTest {
    private static final String ARCHIVES = "deploy-hooks/archives";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path dir;

    private void transferring(Path archives) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> size(archives.resolve("staging")) > 1 << 20);
    }

    private static long size(Path staging) throws IOException {
        long size = 0;
        for (Path id : Shop.entries(staging)) {
            try {
                size += Files.size(id.resolve("new/archive"));
            } catch (NoSuchFileException e) {
                // not yet, or not any more
            }
        }
        return size;
    }

    @Test
    @Requirement({"S45", "S56"})
    void whatIsHalfThereGoesAndWhatIsStoredIsWhole() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name("remote").build());
        Trail trail = new Trail(dir);
        // Noise cannot be packed, so its transfer takes a while.
        String script = "node('remote') { sh 'test -e noise || head -c 120000000 /dev/urandom > noise'\n"
                + "withDeployLifecycle(cache: true) { deployHooks('build') { }\n deployHooks('run') { "
                + trail.body("run") + " } } }";
        jenkins.runRemotely(rule -> {
            Trail.job(rule, script).scheduleBuild2(0).waitForStart();
        });
        Path archives = jenkins.getHome().toPath().resolve("jobs/test0").resolve(ARCHIVES);
        transferring(archives);
        jenkins.runRemotely(rule -> {
            WorkflowJob job = (WorkflowJob) rule.jenkins.getAllItems().get(0);
            job.getBuildByNumber(1).doStop();
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(job.getBuildByNumber(1)));
        });
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(archives.resolve("staging")).isEmptyDirectory();
            assertThat(archives.resolve("entries")).isEmptyDirectory();
        });
        assertThat(trail.lines()).isEmpty();

        jenkins.runRemotely(rule -> {
            WorkflowJob job = (WorkflowJob) rule.jenkins.getAllItems().get(0);
            job.scheduleBuild2(0).waitForStart();
        });
        transferring(archives);
        jenkins.stopJenkinsForcibly();
        assertThat(archives.resolve("entries")).isEmptyDirectory();
        jenkins.startJenkins();
        jenkins.runRemotely(rule -> {
            WorkflowJob job = (WorkflowJob) rule.jenkins.getAllItems().get(0);
            WorkflowRun build = job.getBuildByNumber(2);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            DirectoryCacheStore store = new DirectoryCacheStore(
                    job.getRootDir().toPath().resolve(ARCHIVES), Quota.DEFAULT, InstantSource.system());
            assertThat(store.list()).hasSize(1);
            assertThat(store.verify()).isEmpty();
        });
        assertThat(archives.resolve("staging")).isEmptyDirectory();
        assertThat(trail.lines()).containsExactly("run");
    }
}
