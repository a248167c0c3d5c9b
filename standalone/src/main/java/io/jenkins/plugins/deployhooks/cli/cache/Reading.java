package io.jenkins.plugins.deployhooks.cli.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Fault;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;

/** Reads an archive from its first to its last byte, as a restore would. */
final class Reading {
    private Reading() {}

    /**
     * What is wrong with {@code item}; null: nothing.
     *
     * @param each hears of each entry in it
     */
    @CheckForNull
    static Fault fault(Item item, Consumer<TarEntry> each) throws InterruptedException {
        if (item.entry() == null || item.fault() != null) {
            return item.fault();
        }
        Entry.Content content = item.entry().content();
        ArchiveSummary.ArchiveFile expected = new ArchiveSummary.ArchiveFile(content.bytes(), content.digest());
        try {
            new ArchiveReader(Limits.DEFAULT, Progress.NONE).list(item.file().path(), expected, each);
            return null;
        } catch (ArchiveRefused e) {
            // One that is too large for these limits may be right for others.
            return new Fault(e.getMessage(), e.reason() != ArchiveRefused.Reason.TOO_LARGE);
        } catch (NoSuchFileException e) {
            return new Fault("its file is missing", true);
        } catch (AccessDeniedException e) {
            return new Fault(e.getFile() + " may not be read by this user", false);
        } catch (IOException e) {
            return new Fault("it cannot be read: " + e.getMessage(), false);
        }
    }
}
