package io.jenkins.plugins.deployhooks.engine.process.launch;

/** A hook that cannot be started; the message tells people why and what to do. Never a reason to skip the hook (S7). */
public final class CannotLaunch extends Exception {
    private static final long serialVersionUID = 1L;

    /** The status shells give to a command they do not find. */
    public static final int NOT_FOUND = 127;

    /** The status shells give to a command they find but cannot execute. */
    public static final int NOT_EXECUTABLE = 126;

    private final int status;

    /** A fault with the exit status a shell would give it. */
    public CannotLaunch(int status, String message) {
        super(message);
        this.status = status;
    }

    /** {@link #NOT_FOUND} or {@link #NOT_EXECUTABLE}. */
    public int status() {
        return status;
    }
}
