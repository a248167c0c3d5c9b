package io.jenkins.plugins.deployhooks.agent.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What an agent may do with the archives of the controller while it does one step of one deployment. On the agent it is a
 * proxy; on the controller nothing is believed of what comes through it.
 */
public interface ArchiveGate {
    /** All archives that this deployment may read. */
    List<ArchiveForm> archives() throws IOException, InterruptedException;

    /**
     * Says that the archive called {@code id} is used now.
     *
     * @throws IOException if it is not there any more, or may not be read
     */
    void used(String id) throws IOException, InterruptedException;

    /**
     * Writes the file of the archive called {@code id} to {@code out}.
     *
     * @throws IOException as {@link #used}, or if it cannot be read or written
     */
    void fetch(String id, OutputStream out) throws IOException, InterruptedException;

    /**
     * Takes an archive over while it is made; an older one of this name stays unless it is to be replaced.
     *
     * @param file its bytes; reading none, which is not the end, means that none were made for a while
     * @param making asked at the end of {@code file}
     * @return what is stored under its name now
     * @throws IOException if the archive is refused or cannot be stored; nothing is left of it then
     */
    ArchiveForm store(Offer offer, InputStream file, Making making) throws IOException, InterruptedException;

    /**
     * Says that the archive called {@code id} cannot be used. The controller looks at it itself: it goes where it is damaged
     * there, and is the job's own.
     *
     * @return whether it has gone; false: what the controller has is whole, or somebody else's
     */
    boolean refused(String id) throws IOException, InterruptedException;

    /** The making of an archive on an agent; on the controller it is a proxy. */
    interface Making {
        /**
         * What was made.
         *
         * @throws IOException if it was not made whole
         */
        ArchiveForm.Content made() throws IOException, InterruptedException;
    }
}
