package io.jenkins.plugins.deployhooks.engine.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** An archive that is not unpacked: nothing of it reached the target. The message says why, for people. */
public class ArchiveRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why an archive is refused. */
    public enum Reason {
        /** It is cut off, or not what was written. */
        DAMAGED,
        /** It is no archive of a known format, or uses what this reader does not know. */
        FOREIGN,
        /** It holds what would reach outside of the target, or what no build makes: devices, names twice. */
        HOSTILE,
        /** It exceeds a limit. */
        TOO_LARGE
    }

    /**
     * Refuses an archive.
     *
     * @param message a clause without a full stop
     * @param cause null if there is none
     */
    public ArchiveRefused(Reason reason, String message, @CheckForNull Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public ArchiveRefused(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why. {@link Reason#DAMAGED} can be thrown away: no later attempt will fare better. */
    public Reason reason() {
        return reason;
    }
}
