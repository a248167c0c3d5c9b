package io.jenkins.plugins.deployhooks.engine.deployment;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.premises.Premises;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRunner;

/**
 * The world as a deployment reaches it.
 *
 * @param hooks runs hooks and bodies
 * @param archives keeps the archive
 * @param readiness asks the app whether it is ready
 * @param listener hears what happens
 * @param premises works on the directory of the app
 */
public record Ports(
        HookRunner hooks, Archives archives, ReadinessCheck readiness, DeploymentListener listener, Premises premises) {
    /** The world of deployments that have neither mounts nor anything frozen. */
    public Ports(HookRunner hooks, Archives archives, ReadinessCheck readiness, DeploymentListener listener) {
        this(hooks, archives, readiness, listener, Premises.NONE);
    }

    public Ports {
        listener = new Guarded(listener);
    }

    /** Nothing that a view does can break a deployment: its faults are logged, and it goes on. */
    private record Guarded(DeploymentListener listener) implements DeploymentListener {
        private static final System.Logger LOG = System.getLogger(Ports.class.getName());

        @Override
        public void stateChanged(LifecycleState state) {
            guard(() -> listener.stateChanged(state));
        }

        @Override
        public void started(PlannedStep step, int attempt) {
            guard(() -> listener.started(step, attempt));
        }

        @Override
        public void output(PlannedStep step, byte[] bytes, int length) {
            guard(() -> listener.output(step, bytes, length));
        }

        @Override
        public void ended(PlannedStep step, int attempt, HookEnd end) {
            guard(() -> listener.ended(step, attempt, end));
        }

        @Override
        public void skipped(PlannedStep step, String reason) {
            guard(() -> listener.skipped(step, reason));
        }

        @Override
        public void warning(String text) {
            guard(() -> listener.warning(text));
        }

        private static void guard(Runnable call) {
            try {
                call.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "who listens to a deployment failed; the deployment goes on", e);
            }
        }
    }
}
