package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.LineTransformationOutputStream;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A build is ended by force while its deployment is planned, which nobody can interrupt everywhere. */
@WithJenkins
class KilledPlanningTest {
    private static final CountDownLatch PLANNED = new CountDownLatch(1);
    private static final CountDownLatch GOES_ON = new CountDownLatch(1);

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    @Requirement("S8")
    void noCommandsAreKeptOfAPlanThatComesTooLate(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = Trail.job(
                        jenkins,
                        "node { withDeployLifecycle(hooks: [lifecycleHook(event: 'preRun', run: 'echo c0mmand')]) {"
                                + " deployHooks('run') { } } }")
                .scheduleBuild2(0)
                .waitForStart();
        assertThat(PLANNED.await(60, TimeUnit.SECONDS)).isTrue();
        build.doKill();
        jenkins.waitForCompletion(build);
        GOES_ON.countDown();
        Path kept = build.getRootDir().toPath().resolve("deploy-hooks");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions() // files come and go
                .until(() -> !plans(kept).isEmpty());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(plans(kept)).doesNotContain("c0mmand"));
    }

    private static String plans(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.filter(each -> each.endsWith("plan.json")).toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    /** Whoever tells what is planned is held up. */
    @TestExtension
    public static final class Slow implements TaskListenerDecorator.Factory {
        @Override
        public TaskListenerDecorator of(@NonNull FlowExecutionOwner owner) {
            return new Stalling();
        }
    }

    private static final class Stalling extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        @NonNull
        @Override
        public OutputStream decorate(@NonNull OutputStream logger) {
            return new LineTransformationOutputStream.Delegating(logger) {
                @Override
                protected void eol(byte[] bytes, int length) throws IOException {
                    if (new String(bytes, 0, length, StandardCharsets.UTF_8).startsWith("Deployment hooks by")) {
                        PLANNED.countDown();
                        try {
                            GOES_ON.await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                    }
                    out.write(bytes, 0, length);
                }
            };
        }
    }
}
