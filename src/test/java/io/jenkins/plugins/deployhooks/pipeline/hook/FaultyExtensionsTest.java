package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.pipeline.account.Journal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Launchers and filters of other plugins throw what they like. */
@WithJenkins
class FaultyExtensionsTest {
    private static final String LOOKS = "io.jenkins.plugins.deployhooks.lookSeconds";

    /** How many looks are still in vain; below zero when one was not. */
    private static final AtomicInteger IN_VAIN = new AtomicInteger();

    private static volatile boolean faultyFilter;

    private static JenkinsRule jenkins;

    @TempDir
    private Path dir;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void lookOften() {
        System.setProperty(LOOKS, "1");
    }

    @AfterEach
    void mend() {
        System.clearProperty(LOOKS);
        IN_VAIN.set(0);
        faultyFilter = false;
    }

    @Test
    @Requirement("S25")
    void aHookGoesOnWhereTwoLooksAreInVain() throws Exception {
        IN_VAIN.set(2);
        WorkflowRun run = Builds.job(
                        jenkins,
                        "node { deployHook(run: 'until test -e " + dir.resolve("go") + "; do sleep 0.1; done') }")
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await("a look that is not in vain")
                .atMost(Duration.ofMinutes(1))
                .until(() -> IN_VAIN.get() < 0 || !run.isBuilding());
        Files.createFile(dir.resolve("go"));
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
    }

    @Test
    @Requirement({"S25", "S38"})
    void aHookThatCannotBeSeenIsStoppedBeforeItCountsAsLost() throws Exception {
        IN_VAIN.set(3);
        String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        WorkflowRun run = Builds.run(
                jenkins, Result.FAILURE, "node { deployHook(name: 'h', run: '" + sleep + " & " + sleep + "') }");
        assertThat(jenkins.getLog(run)).contains("h was lost", "HTTP 500", "All of it ended after SIGTERM");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    @Test
    @Requirement("S56")
    void anEndIsRecordedAlthoughAFilterFailsAtIt() throws Exception {
        faultyFilter = true;
        WorkflowRun run = Builds.run(jenkins, Result.SUCCESS, "node { deployHook(run: 'echo hello') }");
        faultyFilter = false;
        List<Path> journals;
        try (Stream<Path> files =
                Files.list(run.getRootDir().toPath().resolve("deploy-hooks").resolve("journal"))) {
            journals = files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        assertThat(journals).hasSize(1);
        assertThat(Journal.open(journals.get(0)).endedAt()).isPositive();
    }

    /** Some looks end with an answer of a server that no launcher declares. */
    @TestExtension
    public static final class Blind extends LauncherDecorator {
        @NonNull
        @Override
        public Launcher decorate(@NonNull Launcher launcher, @NonNull Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(@NonNull ProcStarter starter) throws IOException {
                    if (starter.cmds().contains("look") && IN_VAIN.getAndDecrement() > 0) {
                        throw new IllegalStateException("HTTP 500");
                    }
                    return super.launch(starter);
                }
            };
        }
    }

    /** A filter that fails where a hook's log ends. */
    @TestExtension
    public static final class Filters implements TaskListenerDecorator.Factory {
        @Override
        public TaskListenerDecorator of(@NonNull FlowExecutionOwner owner) {
            return new Faulty();
        }
    }

    private static final class Faulty extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        @NonNull
        @Override
        public OutputStream decorate(@NonNull OutputStream logger) {
            return new FilterOutputStream(logger) {
                @Override
                public void write(byte[] bytes, int offset, int count) throws IOException {
                    out.write(bytes, offset, count);
                }

                @Override
                public void close() throws IOException {
                    super.close();
                    if (faultyFilter && isEndOfAHook()) {
                        throw new IllegalStateException("a fault of the filter, as it were");
                    }
                }
            };
        }

        private static boolean isEndOfAHook() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().endsWith(".RunningHook")
                                    && frame.getMethodName().equals("finish")));
        }
    }
}
