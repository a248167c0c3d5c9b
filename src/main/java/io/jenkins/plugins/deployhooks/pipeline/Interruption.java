package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.place.GivenUp;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * What becomes of a wish to stop a step that runs one body after the other: the body hears of it that runs, or is to run
 * next; where there is none, whoever goes on asks for it. Saved with the step.
 */
final class Interruption implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The body that runs, or is to run next; null: none was started since the controller crashed. */
    @CheckForNull
    private BodyExecution body;

    /** Why the step is to stop, where nobody has heard of that. */
    @CheckForNull
    private Throwable asked;

    /** The first step of an answer that began although somebody wanted to stop it; null: none. */
    @CheckForNull
    private String spared;

    /** The body that was started last. */
    synchronized void started(BodyExecution next) {
        body = next;
    }

    /** The body that was started last is lost with a crash. */
    synchronized void forgetBody() {
        body = null;
    }

    /** Somebody wants the step to stop. */
    void stop(Throwable cause) {
        BodyExecution now;
        synchronized (this) {
            // Some causes cannot be saved with the program.
            boolean more = GivenUp.isCause(asked) && !GivenUp.isCause(cause);
            asked = asked == null || more ? new ErrorAction(cause).getError() : asked;
            now = body;
        }
        if (now != null) {
            now.cancel(cause);
        }
    }

    /** Why the step is to stop, where nobody has heard of that yet; null: it is not. */
    @CheckForNull
    synchronized Throwable asked() {
        return asked;
    }

    /** A body has ended with {@code thrown}, or well with null: if that was an interruption, it has been heard. */
    synchronized void heard(@CheckForNull Throwable thrown) {
        if (is(thrown) || thrown != null && thrown == asked) {
            asked = null;
        }
    }

    /** Whether {@code thrown} says that somebody wanted to stop something. */
    static boolean is(@CheckForNull Throwable thrown) {
        return thrown instanceof FlowInterruptedException interrupted && interrupted.isActualInterruption();
    }

    /**
     * The same as {@link #stops} where nothing of the step ran: what is due waits for its agent. Who asks again, after what
     * is due was spared, has aborted twice, which ends the rest too.
     */
    boolean stopsIdle(LiveDeployment deployment, Command.Run run, Throwable cause) {
        boolean again = run.stepId().equals(spared);
        boolean stops = stops(deployment, run.stepId(), run.attempt(), cause);
        if (stops && again) {
            deployment.noteAbort(Endings.reason(cause), true);
        }
        return stops;
    }

    /**
     * Whether {@code cause} ends the attempt, which is current. Once it does not where nothing of the deployment's answer has
     * begun: one of runSucceeded and runFailed begins always (S25). The deployment notes it then.
     */
    boolean stops(LiveDeployment deployment, String stepId, int attempt, Throwable cause) {
        if (GivenUp.isCause(cause)) {
            // Nobody wants it to stop. What answers to that begins; its own step knows whether it can go on.
            return deployment.hasStarted(stepId, attempt)
                    || !deployment.step(stepId).section().isSettled();
        }
        if (deployment.hasStarted(stepId, attempt)
                || deployment.isStoppedBeforeItBegins(stepId)
                || stepId.equals(spared)) {
            return true;
        }
        spared = stepId;
        deployment.noteAbort(Endings.reason(cause), false);
        return false;
    }
}
