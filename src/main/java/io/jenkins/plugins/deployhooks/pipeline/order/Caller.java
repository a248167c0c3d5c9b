package io.jenkins.plugins.deployhooks.pipeline.order;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The step that carries out a deployment, in the context of the steps that it calls. Saved with the program.
 *
 * <p>Jenkins ends a step by force through its context and tells the step nothing; what the step has called by then, and what
 * has not begun, would begin. So it is asked whether its step has an end already.
 */
public final class Caller implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(Caller.class.getName());

    /** Tells whether a step has ended; null: this version of Jenkins has none. */
    @CheckForNull
    private static final Method COMPLETED = completed();

    private final StepContext step;

    /** @param step its context */
    public Caller(StepContext step) {
        this.step = step;
    }

    @CheckForNull
    private static Method completed() {
        try {
            Method method = CpsStepContext.class.getDeclaredMethod("isCompleted");
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "it cannot be told whether steps were ended by force", e);
            return null;
        }
    }

    /** Whether the step has ended, also by force; false where that is not known. */
    public boolean hasEnded() {
        if (COMPLETED == null || !(step instanceof CpsStepContext)) {
            return false;
        }
        try {
            return (Boolean) COMPLETED.invoke(step);
        } catch (ReflectiveOperationException e) {
            LOGGER.log(Level.WARNING, "it cannot be told whether a step was ended by force", e);
            return false;
        }
    }

    /** Whether the step that has called that of {@code context} has ended; false where nobody has called it. */
    public static boolean hasEnded(StepContext context) throws IOException, InterruptedException {
        Caller caller = context.get(Caller.class);
        return caller != null && caller.hasEnded();
    }
}
