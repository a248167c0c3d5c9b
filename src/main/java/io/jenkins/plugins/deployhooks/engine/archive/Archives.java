package io.jenkins.plugins.deployhooks.engine.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;

/** Port: the archive that belongs to one deployment. Its place in the lifecycle is fixed: S16, S20, X11. */
public interface Archives {
    /** Keeps no archives; a plan for it has no step that runs and needs one. */
    Archives NONE = new Archives() {
        @Override
        public Work restore() throws IOException {
            throw new IOException("this deployment keeps no archives");
        }

        @Override
        public Work save() throws IOException {
            throw new IOException("this deployment keeps no archives");
        }

        @Override
        public Work bring() throws IOException {
            throw new IOException("this deployment keeps no archives");
        }
    };

    /**
     * Unpacks what earlier builds have left for this deployment, each archive whole or not at all. Only where the archive
     * that fits cannot be used the deployment has to know: it then builds after all. All else is a note.
     *
     * @throws IOException if the archive that fits cannot be used, with the reason for people
     * @throws InterruptedException if the thread was interrupted; nothing is half unpacked then either
     */
    Work restore() throws IOException, InterruptedException;

    /**
     * Makes the archive and stores it, whole or not at all.
     *
     * @throws IOException if it cannot be made, with the reason for people: the deployment goes on without
     * @throws InterruptedException if the thread was interrupted; nothing is stored then
     */
    Work save() throws IOException, InterruptedException;

    /**
     * Unpacks the archive that this deployment has saved or restored, whole or not at all, where the run phase is and the
     * build phase was not.
     *
     * @throws IOException if there is none or it cannot be used, with the reason for people: nothing can be launched then
     * @throws InterruptedException if the thread was interrupted; nothing is half unpacked then either
     */
    Work bring() throws IOException, InterruptedException;

    /**
     * What was done.
     *
     * @param archive the archive that was unpacked or stored; null: none
     * @param notes what people should know, a sentence or clause each
     */
    record Work(@CheckForNull Archived archive, List<String> notes) {
        public Work {
            notes = List.copyOf(notes);
        }
    }

    /**
     * An archive.
     *
     * @param key under which it is kept
     * @param bytes its size as a file
     * @param files files, directories and links in it
     */
    record Archived(String key, long bytes, long files) {}
}
