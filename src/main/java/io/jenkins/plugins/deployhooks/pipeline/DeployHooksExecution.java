package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.lock.DeployLockStep;
import io.jenkins.plugins.deployhooks.pipeline.lock.DeployLocks;
import io.jenkins.plugins.deployhooks.pipeline.node.BodyResult;
import io.jenkins.plugins.deployhooks.pipeline.node.SkippedHooks;
import io.jenkins.plugins.deployhooks.pipeline.place.Workplace;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs a phase of a deployment, or the hooks of one event. */
final class DeployHooksExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final Phase phase;
    private final LiveDeployment deployment;
    private final Loop loop;
    private boolean begun;

    /**
     * In {@code context}.
     *
     * @param phase the phase; {@link Phase#BUILD} where the deployment is that of one event
     * @param skipped those of its hooks that were skipped, of which some may have a node
     */
    DeployHooksExecution(StepContext context, Phase phase, LiveDeployment deployment, SkippedHooks skipped) {
        super(context);
        this.phase = phase;
        this.deployment = deployment;
        this.loop = new Loop(deployment, context, skipped);
    }

    @Override
    public boolean start() throws Exception {
        if (deployment.isPlanned()) {
            lock();
        } else {
            before("deployPlan", "deployment hooks: plan", false);
        }
        return false;
    }

    @Override
    public void onResume() {
        // Files are read now, on a thread that may wait for them.
        Computer.threadPoolForRemoting.execute(() -> loop.resume(this::goOn));
    }

    /** Nothing was running: what was to start, or to end, was lost with a crash. */
    private void goOn() {
        try {
            Throwable asked = loop.interruption().asked();
            if (loop.isLooking()) {
                loop.look();
            } else if (begun || loop.isBroken()) {
                loop.go();
            } else if (asked != null) {
                loop.fail(asked);
            } else {
                lock();
            }
        } catch (Exception | Error e) {
            loop.fail(e);
        }
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        loop.interruption().stop(cause);
    }

    /** Calls a step that comes before the phase. */
    private void before(String step, String label, boolean last) throws Exception {
        loop.interruption()
                .started(StepCall.of(step, Map.of())
                        .bodyOf(getContext())
                        .withContext(deployment)
                        .withContext(phase)
                        .withDisplayName(label)
                        .withCallback(new BeforeCallback(this, last))
                        .start());
    }

    private void lock() throws Exception {
        if (DeployLockStep.isNeeded(deployment, phase)) {
            before("deployLock", "deployment lock", true);
        } else {
            begin();
        }
    }

    private void begin() {
        begun = true;
        try {
            String warning = deployment.begin(phase, Site.of(getContext()));
            if (warning != null) {
                deployment.warn(warning);
                StepLog.tell(getContext(), "warning: " + warning);
            }
        } catch (IllegalStateException e) {
            if (deployment.isOver()) {
                DeployLocks.releaseSoon(deployment);
            }
            loop.fail(new AbortException(e.getMessage()
                    + "; a deployment has each phase once: to try again, put retry around withDeployLifecycle"));
            return;
        } catch (Exception | Error e) {
            loop.fail(e);
            return;
        }
        loop.go();
    }

    private static final class BeforeCallback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final DeployHooksExecution execution;
        private final boolean last;

        BeforeCallback(DeployHooksExecution execution, boolean last) {
            this.execution = execution;
            this.last = last;
        }

        @Override
        public void onStart(StepContext context) {
            execution.loop.bodyStarts(null);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.loop.bodyEnds();
            Throwable asked = execution.loop.interruption().asked();
            if (asked != null) {
                // It came when the step before had just ended: nothing begins any more.
                execution.loop.fail(asked);
                return;
            }
            try {
                if (last) {
                    execution.begin();
                } else {
                    execution.lock();
                }
            } catch (Exception | Error e) {
                execution.loop.fail(e);
            }
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            execution.loop.bodyEnds();
            execution.loop.fail(thrown);
        }
    }

    private static final class Loop extends CommandLoop {
        private static final long serialVersionUID = 1L;

        /** The build's result when the body began, by its name; null: it had none. */
        @CheckForNull
        private String before;

        /** The id of the node that ends the body, while its nodes are being read; null: they are not. */
        @CheckForNull
        private String last;

        Loop(LiveDeployment deployment, StepContext owner, SkippedHooks skipped) {
            super(deployment, owner, new Workplace(owner, deployment, false), skipped);
        }

        @Override
        boolean isOutermost() {
            return deployment().event() != null;
        }

        @Override
        void startBody(PlannedStep body) throws Exception {
            Result now = now();
            before = now == null ? null : now.toString();
            deployment().bodyStarted(body);
            BodyVariables variables =
                    new BodyVariables(deployment().variables(body), deployment().credentialsHiddenFrom(body));
            interruption()
                    .started(owner().newBodyInvoker()
                            .withContext(EnvironmentExpander.merge(owner().get(EnvironmentExpander.class), variables))
                            .withCallback(new BodyCallback(this, body.id()))
                            .start());
        }

        private void bodyEnded(StepContext body, @CheckForNull Throwable thrown) throws Exception {
            if (thrown != null) {
                blame(thrown);
                bodyEnded(Endings.of(thrown), Endings.reason(thrown));
                return;
            }
            FlowNode node = Objects.requireNonNull(body.get(FlowNode.class));
            BodyResult result = BodyResult.of(node, before(), now());
            if (result == null) {
                last = node.getId();
                look();
            } else {
                bodyEnded(result.end(), result.reason());
            }
        }

        private void bodyEnded(End end, String reason) {
            deployment().bodyEnded(end, reason);
            go();
        }

        @CheckForNull
        private Result before() {
            return before == null ? null : Result.fromString(before);
        }

        @CheckForNull
        private Result now() throws IOException, InterruptedException {
            return owner().get(Run.class).getResult();
        }

        /** Whether the nodes of a body that has ended are being read. */
        boolean isLooking() {
            return last != null;
        }

        /** Reads what the nodes of the body say, and goes on with that. Also after a restart. */
        void look() {
            Background background = new Background();
            background.run(() -> {
                Runnable next;
                try {
                    next = read();
                } catch (Exception | Error e) {
                    next = () -> fail(e);
                }
                Runnable then = next;
                if (background.isAlive()) {
                    StepCall.onThread(owner(), () -> goOn(then));
                }
            });
        }

        private void goOn(Runnable next) {
            last = null;
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        private Runnable read() throws IOException, InterruptedException {
            FlowNode node =
                    Objects.requireNonNull(owner().get(FlowExecution.class)).getNode(last);
            BodyResult result = BodyResult.read((BlockEndNode<?>) Objects.requireNonNull(node), before(), now());
            if (!result.doubt().isEmpty()) {
                StepLog.tell(owner(), result.doubt());
            }
            return () -> bodyEnded(result.end(), result.reason());
        }
    }

    private static final class BodyCallback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final Loop loop;
        private final String stepId;

        BodyCallback(Loop loop, String stepId) {
            this.loop = loop;
            this.stepId = stepId;
        }

        @Override
        public void onStart(StepContext context) {
            loop.bodyStarts(stepId);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            ended(context, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable thrown) {
            ended(context, thrown);
        }

        private void ended(StepContext body, @CheckForNull Throwable thrown) {
            loop.bodyEnds();
            loop.interruption().heard(thrown);
            try {
                loop.bodyEnded(body, thrown);
            } catch (Exception | Error e) {
                loop.fail(e);
            }
        }
    }
}
