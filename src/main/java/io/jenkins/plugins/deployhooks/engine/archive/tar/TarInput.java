package io.jenkins.plugins.deployhooks.engine.archive.tar;

import java.io.IOException;

/** Where a {@link TarReader} gets its bytes from. */
public interface TarInput {
    /**
     * Fills {@code bytes} with what comes next.
     *
     * @return false: nothing was left
     * @throws io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused if a part was left, but not enough
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    boolean fill(byte[] bytes) throws IOException, InterruptedException;
}
