package io.jenkins.plugins.deployhooks.engine.archive;

import java.io.IOException;

/** Port: the archive that belongs to one deployment. Its place in the lifecycle is fixed: S16, S20, X11. */
public interface Archives {
    /** Keeps no archives; a plan for it has neither a restore nor a save that runs. */
    Archives NONE = new Archives() {
        @Override
        public void restore() throws IOException {
            throw new IOException("this deployment keeps no archives");
        }

        @Override
        public void save() throws IOException {
            throw new IOException("this deployment keeps no archives");
        }
    };

    /**
     * Unpacks the archive that fits, whole or not at all.
     *
     * @throws IOException if it cannot be used, with the reason for people: the deployment then builds after all
     * @throws InterruptedException if the thread was interrupted; nothing is half unpacked then either
     */
    void restore() throws IOException, InterruptedException;

    /**
     * Makes the archive and stores it, whole or not at all.
     *
     * @throws IOException if it cannot be made, with the reason for people: the deployment goes on without
     * @throws InterruptedException if the thread was interrupted; nothing is stored then
     */
    void save() throws IOException, InterruptedException;
}
