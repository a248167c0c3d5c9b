package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** A stand-in for a container: whatever its body starts goes through {@code env}, with programs that are nowhere else. */
public final class InsideStep extends Step {
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
                    List<String> commands = new ArrayList<>(
                            List.of("env", "INSIDE=yes", "PATH=" + programs + ":/usr/bin:/bin"));
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
