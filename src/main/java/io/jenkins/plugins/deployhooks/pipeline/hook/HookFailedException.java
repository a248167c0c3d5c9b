package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.EOFException;

/** A hook failed, timed out or was lost with its agent. Saved with the build, so that it holds plain values only. */
public final class HookFailedException extends AbortException {
    private static final long serialVersionUID = 1L;

    private final String state;

    @CheckForNull
    private final Integer exitCode;

    /**
     * A failure of a step.
     *
     * @param message for people
     * @param end how it ended
     */
    public HookFailedException(String message, HookEnd end) {
        super(message);
        this.state = end.state().name();
        this.exitCode = end.exit().code();
        if (end.state() == HookEnd.State.LOST) {
            // by this "retry(conditions: [agent()])" knows that it was the agent; XStream can save this one
            initCause(new EOFException("the connection to the agent"));
        }
    }

    /** {@code FAILED}, {@code TIMED_OUT} or {@code LOST}. */
    public String getState() {
        return state;
    }

    /** As shells count it; null where there was none. */
    @CheckForNull
    public Integer getExitCode() {
        return exitCode;
    }
}
