package io.jenkins.plugins.deployhooks.engine.archive;

/** Hears how far an archive is. Called often and by one thread at a time, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (entries, bytes) -> {};

    /**
     * So much is done.
     *
     * @param entries done so far
     * @param bytes of contents done so far, before compression
     */
    void reached(long entries, long bytes);
}
