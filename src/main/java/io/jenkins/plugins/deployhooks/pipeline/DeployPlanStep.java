package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.planning.Planning;
import io.jenkins.plugins.deployhooks.pipeline.planning.ProgramVariables;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Reads the definition in the workspace and plans the deployment; called by the other steps, not by people. */
public final class DeployPlanStep extends Step {
    /** Without arguments: the deployment is in the context. */
    @DataBoundConstructor
    public DeployPlanStep() {
        // nothing to set
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context);
    }

    /** Reads in a thread of its own; reads again after a restart, since nothing has happened yet. */
    @SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "onResume begins to read again")
    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private transient volatile Future<?> reading;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws IOException, InterruptedException {
            ProgramVariables assigned = ProgramVariables.assigned(getContext().get(Run.class));
            reading = Computer.threadPoolForRemoting.submit(() -> read(assigned));
            return false;
        }

        @Override
        public void onResume() {
            try {
                start();
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                getContext().onFailure(e);
            }
        }

        @Override
        public void stop(@NonNull Throwable cause) throws Exception {
            Future<?> now = reading;
            if (now != null) {
                now.cancel(true);
            }
            super.stop(cause);
        }

        private void read(ProgramVariables assigned) {
            try {
                plan(getContext(), assigned);
                getContext().onSuccess(null);
            } catch (Exception | Error e) {
                // Errors too: what an agent throws arrives as it is, and nobody else would end the step. Where it was
                // stopped it has ended already, and this changes nothing.
                getContext().onFailure(e);
            }
        }

        private static void plan(StepContext context, ProgramVariables assigned)
                throws IOException, InterruptedException {
            Run<?, ?> run = context.get(Run.class);
            TaskListener listener = StepLog.of(context);
            FilePath workspace = context.get(FilePath.class);
            ProgramVariables variables = assigned.within(context.get(EnvironmentExpander.class));
            Planning planning = new Planning(workspace, context.get(EnvVars.class), listener.getLogger(), variables);
            try {
                planning.plan(context.get(LiveDeployment.class), Site.of(context), context.get(Phase.class));
            } finally {
                if (!run.isBuilding()) {
                    // Killed meanwhile, or stopped: whoever heard of the build's end may have looked for commands
                    // already.
                    LiveDeployment.forgetCommands(run);
                }
            }
        }
    }

    /** The step's description. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployPlan";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Plan the deployment hooks (called by deployHooks)";
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, EnvVars.class, TaskListener.class, LiveDeployment.class);
        }
    }
}
