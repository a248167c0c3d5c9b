package io.jenkins.plugins.deployhooks.listener;

import hudson.ExtensionPoint;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;

/**
 * Hears of deployments, for other plugins: annotate a subclass with {@link hudson.Extension}.
 *
 * <p>What is told of one deployment comes in order, one call after the other, in a thread of its own that may wait and has the
 * rights of Jenkins itself. It has been saved by then. Nothing a listener does changes the deployment: what it throws is
 * logged, and of a call that takes long only the one of the end is waited for, a minute at most.
 *
 * <p>Every call comes at least once, and again where the controller stopped before it knew that the call was made. Whoever
 * must not do a thing twice remembers the id of the deployment and of its hook.
 */
public abstract class DeployListener implements ExtensionPoint {
    /** A deployment is planned, and begins. */
    public void onStarted(DeployEvent event) {
        // not everybody wants to know
    }

    /**
     * A hook has ended, after all its attempts; one that was skipped has not begun, and nothing is told of it.
     *
     * @param event the deployment, up to here
     * @param hook how the hook ended; its log is a file in the build's directory
     */
    public void onHookFinished(DeployEvent event, StepReport hook) {
        // not everybody wants to know
    }

    /** Nothing happens in the deployment any more; the outcome is in its report. Also told where its build was killed. */
    public void onFinished(DeployEvent event) {
        // not everybody wants to know
    }
}
