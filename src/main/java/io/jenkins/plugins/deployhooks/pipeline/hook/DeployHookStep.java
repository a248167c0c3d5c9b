package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Placeholder of the leaf. */
public class DeployHookStep extends Step {
    private String deployment;
    private String step;
    private int attempt;
    private long delayMillis;

    @DataBoundConstructor
    public DeployHookStep() {}

    @DataBoundSetter
    public void setDeployment(String deployment) {
        this.deployment = deployment;
    }

    @DataBoundSetter
    public void setStep(String step) {
        this.step = step;
    }

    @DataBoundSetter
    public void setAttempt(int attempt) {
        this.attempt = attempt;
    }

    @DataBoundSetter
    public void setDelayMillis(long delayMillis) {
        this.delayMillis = delayMillis;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, new OrderId(deployment, step, attempt), delayMillis);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final OrderId id;
        private final long delay;
        private Controller controller;
        private transient volatile Throwable stopping;
        private FilePathRef at;

        Execution(StepContext context, OrderId id, long delay) {
            super(context);
            this.id = id;
            this.delay = delay;
        }

        @Override
        public boolean start() {
            Timer.get().schedule(this::launch, delay, TimeUnit.MILLISECONDS);
            return false;
        }

        @Override
        public void onResume() {
            Timer.get().schedule(controller == null ? this::launch : (Runnable) this::poll, 0, TimeUnit.MILLISECONDS);
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            stopping = cause;
            if (controller != null) {
                controller.stop(ws(), getContext().get(Launcher.class));
            } else {
                Timer.get().submit(() -> finish(HookEnd.State.ABORTED, null, "aborted"));
            }
        }

        private FilePath ws() throws Exception {
            return getContext().get(FilePath.class);
        }

        private void launch() {
            try {
                HookOrder order = getContext().get(HookOrders.class).order(id);
                getContext()
                        .get(FlowNode.class)
                        .addAction(new LabelAction(
                                order.names().event() + ": " + order.names().hook()));
                EnvVars env = new EnvVars(getContext().get(EnvVars.class));
                env.keySet().removeAll(order.surroundings().hidden());
                env.putAll(order.surroundings().env());
                String command = order.script().kind() == Script.Kind.FILE
                        ? "./" + order.script().text()
                        : order.script().text();
                controller = new BourneShellScript("#!/bin/sh\n" + command)
                        .launch(
                                env,
                                ws(),
                                getContext().get(Launcher.class),
                                getContext().get(TaskListener.class));
                getContext().saveState();
                poll();
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }

        private void poll() {
            try {
                FilePath ws = ws();
                controller.writeLog(ws, getContext().get(TaskListener.class).getLogger());
                Integer status = controller.exitStatus(
                        ws, getContext().get(Launcher.class), getContext().get(TaskListener.class));
                if (status == null) {
                    Timer.get().schedule(this::poll, 200, TimeUnit.MILLISECONDS);
                    return;
                }
                controller.writeLog(ws, getContext().get(TaskListener.class).getLogger());
                controller.cleanup(ws);
                if (stopping != null) {
                    finish(HookEnd.State.ABORTED, status, "aborted");
                } else {
                    finish(
                            status == 0 ? HookEnd.State.OK : HookEnd.State.FAILED,
                            status,
                            status == 0 ? "" : "exit code " + status);
                }
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }

        private void finish(HookEnd.State state, Integer status, String reason) {
            try {
                HookOrders orders = getContext().get(HookOrders.class);
                HookOrder order = orders.order(id);
                orders.ended(
                        id,
                        new HookEnd(
                                state,
                                new HookEnd.Exit(status, null),
                                reason,
                                Duration.ofMillis(5),
                                new HookEnd.Output(List.of(), Map.of(), List.of())));
                boolean last = id.attempt() > order.settings().retries().count();
                if (state == HookEnd.State.ABORTED) {
                    getContext().onFailure(stopping);
                } else if (state != HookEnd.State.OK && last && order.settings().onFailure() == FailurePolicy.FAIL) {
                    getContext().onFailure(new hudson.AbortException("hook " + id.step() + ": " + reason));
                } else {
                    getContext().onSuccess(Map.of());
                }
            } catch (Exception e) {
                getContext().onFailure(e);
            }
        }

        private static final class FilePathRef {}
    }

    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployHook";
        }

        @Override
        public String getDisplayName() {
            return "Run a deployment hook";
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, EnvVars.class, Launcher.class, TaskListener.class);
        }
    }
}
