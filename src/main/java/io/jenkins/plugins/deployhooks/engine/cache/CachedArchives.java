package io.jenkins.plugins.deployhooks.engine.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The archive of a deployment, kept in a store. */
public final class CachedArchives implements Archives {
    private static final String ENTRIES = "entries";
    private static final String NOT_BROUGHT = "what the build phase has made cannot be brought here";

    private final Place place;
    private final Keeping keeping;
    private final CacheStore store;
    private final Packing packing;

    /**
     * Of what the archive is.
     *
     * @param root the root of the tree
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

    /** Port: packs and unpacks where the tree is, which need not be where the store is. */
    public interface Packing {
        /**
         * Archives {@code place} as the new file {@code file} of the store.
         *
         * @throws IOException if it cannot, with the reason for people; the file is gone then
         */
        ArchiveSummary pack(Place place, Path file) throws IOException, InterruptedException;

        /**
         * Restores the archive of {@code lease}, whole or not at all.
         *
         * @throws ArchiveRefused if the archive cannot be used
         * @throws IOException if it cannot be unpacked, with the reason for people
         */
        RestoreSummary unpack(CacheStore.Lease lease, Place place) throws IOException, InterruptedException;
    }

    public CachedArchives(Place place, Keeping keeping, CacheStore store, Packing packing) {
        this.place = place;
        this.keeping = keeping;
        this.store = store;
        this.packing = packing;
    }

    @Override
    public Work restore() throws IOException, InterruptedException {
        Entry fitting = keeping.fitting();
        if (fitting == null) {
            throw new IOException("no archive fits");
        }
        return unpack(fitting, "miss");
    }

    @Override
    public Work bring() throws IOException, InterruptedException {
        Entry built = built();
        if (built == null) {
            throw new IOException(NOT_BROUGHT + ": there is no archive of it");
        }
        return unpack(built, NOT_BROUGHT);
    }

    /** The archive of what the build phase has made; null: there is none. */
    @CheckForNull
    private Entry built() throws IOException, InterruptedException {
        Entry own = store.find(
                new Wanted(List.of(keeping.name().scope()), keeping.name().key(), List.of()));
        if (keeping.made().replace()) {
            // Whoever asked for a rebuild does not want what another deployment has made of the same.
            return own != null && own.creator().equals(keeping.made().creator()) ? own : null;
        }
        if (own != null) {
            return own;
        }
        // Of another scope. What a restore key has found is the archive of another build.
        Entry fitting = keeping.fitting();
        return fitting != null && fitting.name().key().equals(keeping.name().key()) ? fitting : null;
    }

    private Work unpack(Entry fitting, String otherwise) throws IOException, InterruptedException {
        try (CacheStore.Lease lease = store.open(fitting)) {
            RestoreSummary summary = packing.unpack(lease, place);
            Archived archive = new Archived(
                    fitting.name().key(),
                    summary.file().bytes(),
                    summary.content().entries());
            return new Work(archive, summary.notes());
        } catch (ArchiveRefused e) {
            throw new IOException(
                    otherwise + ": the archive cannot be used: " + e.getMessage() + condemned(fitting, e), e);
        } catch (IOException e) {
            throw DiskFault.of(otherwise + ": the archive is not restored", place.root(), e);
        }
    }

    /** One that does not hold what was written will not next time; one too large may, under other limits. */
    private String condemned(Entry entry, ArchiveRefused why) throws InterruptedException {
        if (why.reason() == ArchiveRefused.Reason.TOO_LARGE) {
            return "";
        }
        try (CacheStore.Lease lease = store.open(entry)) {
            return lease.condemn()
                    ? "; it is removed from the cache"
                    : "; where it is kept nothing is wrong with it, so it stays there: this is a fault of the"
                            + " connection, or of this machine";
        } catch (IOException e) {
            return "; it cannot be removed from the cache: " + e.getMessage();
        }
    }

    @Override
    public Work save() throws IOException, InterruptedException {
        List<ArchiveSummary> packed = new ArrayList<>();
        Entry saved = store.save(keeping.name(), keeping.made(), file -> {
            ArchiveSummary summary = packing.pack(place, file);
            packed.add(summary);
            return new Entry.Content(summary.file().bytes(), summary.file().digest(), about(summary));
        });
        if (packed.isEmpty()) {
            return new Work(
                    null,
                    List.of("the archive of this key that deployment " + saved.creator()
                            + " has made is in the cache already and stays"));
        }
        List<String> notes = packed.get(0).notes();
        return new Work(new Archived(saved.name().key(), saved.content().bytes(), entries(saved.content())), notes);
    }

    private static Map<String, String> about(ArchiveSummary summary) {
        return Map.of(
                "format",
                summary.format().extension(),
                ENTRIES,
                Long.toString(summary.content().entries()),
                "bytes",
                Long.toString(summary.content().bytes()));
    }

    /** How many files, directories and links an archive has; 0 where nobody says. */
    public static long entries(Entry.Content content) {
        try {
            return Long.parseLong(content.about().getOrDefault(ENTRIES, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
