package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HurryBudget;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentPlace;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.node.SkippedHooks;
import io.jenkins.plugins.deployhooks.pipeline.place.Workplace;
import java.util.HashMap;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the block of a deployment, and closes the deployment after it. */
final class WithDeployLifecycleExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final Loop loop;

    WithDeployLifecycleExecution(StepContext context, DeploymentArguments arguments) throws Exception {
        super(context);
        Run<?, ?> run = context.get(Run.class);
        FlowNode step = context.get(FlowNode.class);
        LiveDeployment deployment = new LiveDeployment(run, step.getId(), arguments, null)
                .inside(context.get(LiveDeployment.class))
                .at(DeploymentPlace.of(run, step));
        this.loop = new Loop(deployment, context, context.get(FilePath.class) != null);
    }

    @Override
    public boolean start() {
        loop.interruption()
                .started(getContext()
                        .newBodyInvoker()
                        .withContext(loop.deployment())
                        .withContext(loop.skipped())
                        .withCallback(new BlockCallback(loop))
                        .start());
        return false;
    }

    @Override
    public void onResume() {
        // Files are read now, on a thread that may wait for them.
        Computer.threadPoolForRemoting.execute(() -> loop.resume(loop::go));
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        loop.interruption().stop(cause);
    }

    private static final class Loop extends CommandLoop {
        private static final long serialVersionUID = 1L;

        /** Whether the block stands inside of a node. */
        private final boolean workspace;

        /** What the block ended with; null: it ended well, or has not ended. */
        @CheckForNull
        private Throwable escaped;

        Loop(LiveDeployment deployment, StepContext owner, boolean workspace) {
            super(deployment, owner, new Workplace(owner, deployment, !workspace), new SkippedHooks());
            this.workspace = workspace;
        }

        void close(@CheckForNull Throwable thrown) {
            if (thrown != null) {
                blame(thrown);
                // Some faults cannot be saved with the program.
                escaped = new ErrorAction(thrown).getError();
            }
            if (deployment().isPlanned()) {
                End end = thrown == null ? End.OK : Endings.of(thrown);
                deployment().close(end, thrown == null ? "" : Endings.reason(thrown));
            } else if (thrown != null) {
                fail(thrown);
                return;
            }
            go();
        }

        @Override
        boolean isOutermost() {
            return true;
        }

        @Override
        @CheckForNull
        Throwable escaped() {
            return escaped;
        }

        @Override
        void startBody(PlannedStep body) {
            throw new IllegalStateException("the body of " + body.id() + " belongs to its phase");
        }

        @Override
        @CheckForNull
        HookEnd refusal(Command.Run run) {
            HookEnd refused = super.refusal(run);
            Site site = deployment().site();
            if (refused != null || workspace || site == null || site.isOnline()) {
                return refused;
            }
            return HookEnd.of(
                    HookEnd.State.LOST,
                    "not started: the agent of the last phase is offline; start it and deploy again");
        }

        /** Between the phases and after them no agent is held: the hook goes where the last phase was. */
        @Override
        StepCall placed(StepCall call, Command.Run run, Site site) {
            if (workspace) {
                return call;
            }
            call.inside("ws", site.directory()).inside("node", site.label());
            if (run.hurried()) {
                HashMap<String, Object> limit = new HashMap<>();
                limit.put("time", HurryBudget.PER_EVENT.toMinutes());
                limit.put("unit", "MINUTES");
                call.inside("timeout", limit);
            }
            return call;
        }
    }

    private static final class BlockCallback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final Loop loop;

        BlockCallback(Loop loop) {
            this.loop = loop;
        }

        @Override
        public void onStart(StepContext context) {
            loop.bodyStarts(null);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            close(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            close(thrown);
        }

        private void close(@CheckForNull Throwable thrown) {
            loop.bodyEnds();
            loop.interruption().heard(thrown);
            try {
                loop.close(thrown);
            } catch (RuntimeException | Error e) {
                loop.fail(e);
            }
        }
    }
}
