package io.jenkins.plugins.deployhooks.engine.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The archive of a deployment, kept in a store. */
public final class CachedArchives implements Archives {
    private final Place place;
    private final Keeping keeping;
    private final CacheStore store;
    private final Tools tools;

    /**
     * Of what the archive is.
     *
     * @param root the root of the app
     * @param selection what of it
     */
    public record Place(Path root, Selection selection) {}

    /**
     * How it is kept.
     *
     * @param fitting the archive to restore; null: none fits
     * @param name under which a new one is saved
     * @param made how a new one is made
     */
    public record Keeping(@CheckForNull Entry fitting, Entry.Name name, CacheStore.Made made) {}

    /**
     * Who packs and unpacks.
     *
     * @param notes hears what people should know, a sentence at a time
     */
    public record Tools(ArchiveWriter writer, ArchiveReader reader, Consumer<String> notes) {}

    public CachedArchives(Place place, Keeping keeping, CacheStore store, Tools tools) {
        this.place = place;
        this.keeping = keeping;
        this.store = store;
        this.tools = tools;
    }

    @Override
    public void restore() throws IOException, InterruptedException {
        Entry fitting = keeping.fitting();
        if (fitting == null) {
            throw new IOException("no archive fits");
        }
        restore(fitting);
    }

    private void restore(Entry fitting) throws IOException, InterruptedException {
        try (CacheStore.Lease lease = store.open(fitting)) {
            Entry.Content content = lease.entry().content();
            ArchiveSummary.ArchiveFile expected = new ArchiveSummary.ArchiveFile(content.bytes(), content.digest());
            RestoreSummary summary = tools.reader().restore(lease.file(), expected, place.root(), place.selection());
            summary.notes().forEach(tools.notes());
        } catch (ArchiveRefused e) {
            condemn(fitting, e);
            throw new IOException("miss: the archive cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw DiskFault.of("miss: the archive is not restored", place.root(), e);
        }
    }

    /** One that does not hold what was written will not next time; one too large may, under other limits. */
    private void condemn(Entry entry, ArchiveRefused why) throws InterruptedException {
        if (why.reason() == ArchiveRefused.Reason.TOO_LARGE) {
            return;
        }
        try (CacheStore.Lease lease = store.open(entry)) {
            lease.condemn();
            tools.notes()
                    .accept("the archive " + entry.name().id() + " is removed from the cache: " + why.getMessage());
        } catch (IOException e) {
            tools.notes()
                    .accept("the archive " + entry.name().id() + " cannot be removed from the cache: "
                            + e.getMessage());
        }
    }

    @Override
    public void save() throws IOException, InterruptedException {
        store.save(keeping.name(), keeping.made(), this::pack);
    }

    private Entry.Content pack(Path file) throws IOException, InterruptedException {
        ArchiveSummary summary = tools.writer().write(place.root(), place.selection(), file);
        summary.notes().forEach(tools.notes());
        return new Entry.Content(summary.file().bytes(), summary.file().digest(), about(summary));
    }

    private static Map<String, String> about(ArchiveSummary summary) {
        return Map.of(
                "format", summary.format().extension(),
                "entries", Long.toString(summary.content().entries()),
                "bytes", Long.toString(summary.content().bytes()));
    }

    /** What of a tree belongs into its archive: {@code paths} and what is needed besides, without the cache itself. */
    public static Selection selection(Selection wanted, Path root, Path cache, List<String> scripts) {
        Path inside = root.normalize().relativize(cache.normalize());
        Selection selection = wanted.plus(scripts);
        return inside.startsWith("..") || inside.toString().isEmpty()
                ? selection
                : selection.without(List.of(inside.toString().replace('\\', '/')));
    }
}
