package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller stops after a body has ended and before its nodes have told how. */
public class ReadingBodyRestartTest {
    private static final CountDownLatch READING = new CountDownLatch(1);
    private static final CountDownLatch GOES_ON = new CountDownLatch(1);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path dir;

    @Test
    @Requirement({"S25", "S56"})
    void theBodyRunsOnceAndEndsAsItsStepsSay() throws Throwable {
        Trail trail = new Trail(dir);
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition(
                    "node { "
                            + trail.definition("runSucceeded", trail.leave("succeeded $DEPLOY_RESULT"))
                            + "parallel deploys: { withDeployLifecycle { deployHooks('run') { " + trail.body("run")
                            + "\necho 'stall'; unstable 'so so' } } }, other: { } }",
                    true));
            job.scheduleBuild2(0).waitForStart();
            assertThat(READING.await(60, TimeUnit.SECONDS)).isTrue();
        });
        GOES_ON.countDown();
        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !build.isBuilding());
            jenkins.assertBuildStatus(Result.UNSTABLE, build);
        });
        assertThat(trail.lines()).containsExactly("preRun", "run", "runSucceeded", "succeeded UNSTABLE", "cleanup");
    }

    /** Says nothing, and that only when it may. */
    public static final class Stalling extends WarningAction {
        /** Of a node. */
        public Stalling() {
            super(Result.SUCCESS);
        }

        @Override
        public Result getResult() {
            READING.countDown();
            try {
                GOES_ON.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.getResult();
        }
    }

    /** Whoever reads the node is held up. */
    @TestExtension
    public static final class Marker implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            if ("stall".equals(ArgumentsAction.getStepArgumentsAsString(node))) {
                node.addAction(new Stalling());
            }
        }
    }
}
