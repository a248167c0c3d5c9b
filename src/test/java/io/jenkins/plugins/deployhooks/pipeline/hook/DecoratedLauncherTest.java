package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

@WithJenkins
public class DecoratedLauncherTest {
    private static JenkinsRule rule;

    @TempDir
    private Path programs;

    @BeforeAll
    static void startJenkins(JenkinsRule started) {
        rule = started;
    }

    @Test
    @Requirement("D1")
    void aHookRunsInsideWithTheProgramsOfTheInside() throws Exception {
        Files.createSymbolicLink(programs.resolve("inner-sh"), Path.of("/bin/sh"));
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { inside('" + programs + "') { deployHook(shell: '#!inner-sh', run: 'echo inside: $INSIDE') } }");

        rule.assertLogContains("inside: yes", run);
    }

    @Test
    void aProgramThatIsMissingInsideIsExplained() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { inside('" + programs + "') { deployHook(shell: '#!not-here', run: 'echo no') } }");

        rule.assertLogContains("Exit code 127", run);
    }

    @Test
    @Requirement("S38")
    void aHookInsideIsStoppedThroughTheSameLauncher() throws Exception {
        String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { inside('" + programs + "') { deployHook(timeout: '1s', run: 'setsid " + sleep + " & " + sleep
                        + "') } }");

        rule.assertLogContains("not finished after 1s. All of it ended after SIGTERM.", run);
        assertThat(Processes.with(sleep)).isEmpty();
    }

    @Test
    @Requirement({"D1", "S25", "S38"})
    void aDeploymentInsideRunsAndIsStoppedThere() throws Exception {
        String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        WorkflowRun run = Builds.run(
                rule,
                Result.FAILURE,
                "node { inside('" + programs + "') { withDeployLifecycle(killGrace: '0', hooks: ["
                        + "lifecycleHook(event: 'preBuild', run: 'echo hook inside: $INSIDE'),"
                        + "lifecycleHook(event: 'preRun', timeout: '1s', run: 'setsid " + sleep + " & " + sleep + "'),"
                        + "lifecycleHook(event: 'runFailed', run: 'echo $DEPLOY_RESULT inside: $INSIDE')]) {"
                        + " deployHooks('build') { sh 'echo body inside: $INSIDE' }; deployHooks('run') { } } } }");

        assertThat(rule.getLog(run))
                .contains("hook inside: yes", "body inside: yes", "not finished after 1s")
                .containsOnlyOnce("FAILED inside: yes");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    @Test
    @Requirement({"S36", "S42", "S44"})
    void whatADeploymentKeepsOutsideOfTheWorkspaceIsWhereTheInsideSeesIt() throws Exception {
        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { writeFile file: '.platform.app.yaml', text: '''name: app\nmounts: {var: {source: local}}\n"
                        + "hooks: {build: 'cd \"$PLATFORM_CACHE_DIR\" && pwd', deploy: 'cd \"$TMPDIR\" && pwd; cd"
                        + " \"$PLATFORM_APP_DIR/var\" && pwd -P'}''' ; inside('" + programs
                        + "') { withDeployLifecycle { deployHooks('build') { }; deployHooks('run') { } } } }");

        assertThat(rule.getLog(run))
                .containsPattern("/workspace/[^/\n]*@tmp/caches/deploy-hooks/shared/")
                .containsPattern("/workspace/[^/\n]*@tmp/deploy-hooks/temporary/")
                .containsPattern("/workspace/[^/\n]*@tmp/deploy-hooks/mounts/");
    }

    @Test
    @Requirement({"D1", "S25"})
    void anAbortOfADeploymentInsideIsAnsweredThere() throws Exception {
        String sleep = "sleep 1000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        String hooks = "hooks: [lifecycleHook(event: 'preRun', run: 'setsid " + sleep + " & echo asleep; " + sleep
                + "'), lifecycleHook(event: 'runFailed', run: 'echo $DEPLOY_RESULT inside: $INSIDE')]";
        WorkflowJob job = rule.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node { inside('" + programs + "') { withDeployLifecycle(" + hooks
                        + ") { deployHooks('run') { sh 'echo not reached' } } } }",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("asleep", run);
        run.doStop();

        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
        assertThat(rule.getLog(run)).containsOnlyOnce("ABORTED inside: yes").doesNotContainPattern("(?m)^not reached");
        assertThat(Processes.with(sleep)).isEmpty();
    }

    /** A stand-in for a container: whatever its body starts goes through {@code env}, with programs that are nowhere else. */
    public static final class InsideStep extends Step {
        private final String programs;

        /** @param programs a directory with programs */
        @DataBoundConstructor
        public InsideStep(String programs) {
            this.programs = programs;
        }

        public String getPrograms() {
            return programs;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, programs);
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;
            private final String programs;

            Execution(StepContext context, String programs) {
                super(context);
                this.programs = programs;
            }

            @Override
            public boolean start() throws Exception {
                StepContext context = getContext();
                context.newBodyInvoker()
                        .withContext(BodyInvoker.mergeLauncherDecorators(
                                context.get(LauncherDecorator.class), new Decorator(programs)))
                        .withCallback(BodyExecutionCallback.wrap(context))
                        .start();
                return false;
            }
        }

        private static final class Decorator extends LauncherDecorator implements Serializable {
            private static final long serialVersionUID = 1L;
            private final String programs;

            Decorator(String programs) {
                this.programs = programs;
            }

            @Override
            public Launcher decorate(Launcher launcher, Node node) {
                return new Launcher.DecoratedLauncher(launcher) {
                    @Override
                    public Proc launch(ProcStarter starter) throws IOException {
                        List<String> commands =
                                new ArrayList<>(List.of("env", "INSIDE=yes", "PATH=" + programs + ":/usr/bin:/bin"));
                        commands.addAll(starter.cmds());
                        starter.cmds(commands);
                        boolean[] masks = starter.masks();
                        if (masks != null) {
                            starter.masks(new boolean[commands.size()]);
                        }
                        return super.launch(starter);
                    }
                };
            }
        }

        /** Its symbol. */
        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "inside";
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
