package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrders;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/** A hook whose content comes from a deployment around its step. */
@WithJenkins
public class OrderedHookTest {
    private static JenkinsRule rule;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        rule = started;
    }

    @Test
    void theDeploymentSaysWhatRunsAndHearsHowItEnded() throws Exception {
        TOLD.clear();
        String command = "echo \"<$OUTER> <$SEEN> <$DEPLOY_ID>\"; echo K=v >>$DEPLOY_OUTPUT";
        String hook = "deployHook(deployment: 'd1', step: 'preBuild/assets', attempt: 1)";
        String script = "node { withEnv(['OUTER=1', 'SEEN=2']) { ordering('" + command + "') {" + " def out = " + hook
                + "; echo \"got ${out}\" } } }";
        WorkflowRun run = Builds.run(rule, Result.SUCCESS, script);

        rule.assertLogContains("<> <2> <d1>", run);
        rule.assertLogContains("got [K:v]", run);
        assertThat(Builds.hook(run).getDisplayName()).isEqualTo("preBuild: assets");
        assertThat(run.getRootDir().toPath().resolve("deploy-hooks/d1/03-assets.log"))
                .content()
                .contains("<> <2> <d1>");
        assertThat(TOLD).containsExactly("d1:preBuild/assets#1 OK {K=v}");
    }

    @Test
    void aFailureThatIsTriedAgainIsAWarningAndTheLastOneFails() throws Exception {
        TOLD.clear();
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { ordering('exit 4') { deployHook(deployment: 'd1', step: 'preBuild/assets', attempt: 1);"
                        + " deployHook(deployment: 'd1', step: 'preBuild/assets', attempt: 2, delayMillis: 50) } }");

        assertThat(TOLD).containsExactly("d1:preBuild/assets#1 FAILED {}", "d1:preBuild/assets#2 FAILED {}");
        assertThat(Builds.hooks(run).get(1).getAction(WarningAction.class)).isNotNull();
        rule.assertLogContains("ERROR: preBuild/assets failed on agent built-in", run);
    }

    @Test
    @Requirement("S56")
    void whatTheDeploymentHasGoneOnWithoutDoesNotStart() throws Exception {
        TOLD.clear();
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { ordering('touch started') { deployHook(deployment: 'd1', step: 'preBuild/over', attempt: 1) }"
                        + " }");

        rule.assertLogContains("the deployment has gone on without this hook", run);
        assertThat(TOLD).isEmpty();
        assertThat(rule.jenkins
                        .getWorkspaceFor(run.getParent())
                        .child("started")
                        .exists())
                .isFalse();
    }

    @Test
    void withoutADeploymentAroundItTheStepFails() throws Exception {
        WorkflowRun run = Builds.run(
                rule, Result.FAILURE, "node { deployHook(deployment: 'd1', step: 'preBuild/assets', attempt: 1) }");

        rule.assertLogContains("There is no deployment around this step", run);
    }

    /** What a deployment puts into the context. */
    private static final class FixedOrders implements HookOrders {
        private static final long serialVersionUID = 1L;
        private final String command;

        FixedOrders(String command) {
            this.command = command;
        }

        @Override
        public HookOrder order(OrderId id) {
            HookSettings settings = new HookSettings(
                    HookSettings.BUILT_IN.shell(),
                    HookSettings.BUILT_IN.limits(),
                    new HookSettings.Retries(1, java.time.Duration.ZERO),
                    HookSettings.BUILT_IN.onFailure());
            return new HookOrder(
                    new HookOrder.Names("preBuild", "assets", id.deployment() + "/03-assets.log"),
                    Script.command(command),
                    settings,
                    new HookOrder.Surroundings(null, null, Map.of("DEPLOY_ID", id.deployment()), Set.of("OUTER")));
        }

        @Override
        public boolean isDue(OrderId id) {
            return !id.step().equals("preBuild/over");
        }

        @Override
        public void whenGivenUp(OrderId id, Runnable stop) {
            // this one waits for ever
        }

        @Override
        public void notStarted(OrderId id) {
            TOLD.add(id + " not started");
        }

        @Override
        public void ended(OrderId id, HookEnd end) {
            TOLD.add(id + " " + end.state() + " " + end.output().values());
        }
    }

    /** The stand-in of a deployment. */
    public static final class OrderingStep extends Step {
        private final String command;

        /** @param command of its only hook */
        @DataBoundConstructor
        public OrderingStep(String command) {
            this.command = command;
        }

        public String getCommand() {
            return command;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, command);
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;
            private final String command;

            Execution(StepContext context, String command) {
                super(context);
                this.command = command;
            }

            @Override
            public boolean start() {
                getContext()
                        .newBodyInvoker()
                        .withContext(new FixedOrders(command))
                        .withCallback(BodyExecutionCallback.wrap(getContext()))
                        .start();
                return false;
            }
        }

        /** Its symbol. */
        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "ordering";
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(TaskListener.class);
            }
        }
    }
}
