package io.jenkins.plugins.deployhooks.engine.cache.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.disk.DiskFault;
import io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks;
import io.jenkins.plugins.deployhooks.engine.cache.disk.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A store in a directory, for any number of processes at once.
 *
 * <p>{@code entries/ID/} holds {@code archive} and {@code entry.json}, whose time stamp is the last use; {@code staging/}
 * what is being made or removed; {@code locks/} the locks. A name appears in {@code entries} by one rename when all below
 * it is on the disk, and goes by one rename, so that nobody sees half of an archive.
 */
public final class DirectoryCacheStore implements CacheStore {
    private static final Duration OTHERS_SAVE = Duration.ofMinutes(15);
    private static final Duration OTHERS_READ = Duration.ofMinutes(2);

    private static final System.Logger LOGGER = System.getLogger(DirectoryCacheStore.class.getName());

    private final Path root;
    private final Quota quota;
    private final InstantSource clock;
    private final NameLocks locks;
    private final Staging staging;

    /**
     * Opens the store in {@code directory}, which is made where it is missing, and clears away what killed processes left.
     *
     * @throws IOException if the directory cannot be used, with the reason for people
     */
    public DirectoryCacheStore(Path directory, Quota quota, InstantSource clock)
            throws IOException, InterruptedException {
        this.quota = quota;
        this.clock = clock;
        try {
            this.root = PrivateFiles.createDirectories(directory).toRealPath();
            this.locks = NameLocks.of(root);
            this.staging = new Staging(root, locks);
            staging.sweep();
        } catch (IOException e) {
            throw DiskFault.of("the cache cannot be used", directory, e);
        }
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        for (String scope : wanted.scopes()) {
            Entry exact = read(new Entry.Name(scope, wanted.key()).id());
            if (exact != null) {
                return exact;
            }
        }
        return wanted.restoreKeys().isEmpty() ? null : wanted.among(list());
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        String id = entry.name().id();
        NameLocks.Hold hold = locks.acquire(id, true, OTHERS_READ);
        boolean opened = false;
        try {
            // Between the search and the lock it may have been removed, or replaced by a rebuild.
            Entry now = read(id);
            if (now == null) {
                throw new IOException("the archive " + id + " was removed from the cache meanwhile");
            }
            EntryFile.used(staging.entry(id), clock.instant());
            opened = true;
            return new OpenEntry(now, hold);
        } catch (NoSuchFileException e) {
            throw new IOException("the archive " + id + " was removed from the cache meanwhile", e);
        } finally {
            if (!opened) {
                hold.close();
            }
        }
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        String id = name.id();
        Entry saved;
        try {
            staging.sweep();
            try (NameLocks.Hold making = locks.acquire(Staging.lockOf(id), false, OTHERS_SAVE)) {
                Entry other = made.replace() ? null : read(id);
                saved = other == null ? make(name, made, filling) : other;
            }
        } catch (IOException e) {
            throw DiskFault.of("the archive is not stored", root, e);
        }
        evict();
        return saved;
    }

    private Entry make(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        String id = name.id();
        Path staged = staging.begin(id);
        try {
            Path archive = staged.resolve(Staging.ARCHIVE);
            Entry.Content content = filling.fill(archive);
            if (Files.size(archive) != content.bytes()) {
                throw new IOException("it has " + Files.size(archive) + " bytes, not " + content.bytes());
            }
            if (content.bytes() > quota.bytes()) {
                throw new IOException(
                        "it has %,d bytes, the whole cache may have %,d".formatted(content.bytes(), quota.bytes()));
            }
            Instant now = clock.instant();
            Entry entry = new Entry(name, made.parts(), content, new Entry.Times(now, now), made.creator());
            EntryFile.write(entry, staged);
            try (NameLocks.Hold publishing = locks.acquire(id, false, OTHERS_READ)) {
                staging.publish(id);
            }
            return entry;
        } finally {
            staging.clear(id);
        }
    }

    /** Removes what is too old or too much, as each save does; what goes wrong is logged. */
    public void makeRoom() {
        evict();
    }

    /** Makes room. What goes wrong here is no fault of the archive that was stored. */
    private void evict() {
        try {
            new Eviction(quota).evict(list(), clock.instant(), entry -> {
                try {
                    return staging.remove(entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "old archives stay in " + root, e);
        } catch (InterruptedException e) {
            // Whoever saves next makes room; the thread hears of the interrupt at its next wait.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (String id : staging.ids()) {
            Entry entry = read(id);
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparing((Entry entry) -> entry.times().lastUsed())
                .reversed()
                .thenComparing(entry -> entry.name().id()));
        return entries;
    }

    @Override
    public boolean delete(String id) throws IOException, InterruptedException {
        if (read(id) == null) {
            return false;
        }
        if (!staging.remove(id)) {
            throw new IOException("the archive " + id + " is in use; try again later");
        }
        return true;
    }

    @Override
    public Map<String, String> verify() throws IOException, InterruptedException {
        Map<String, String> faults = new LinkedHashMap<>();
        staging.sweep();
        for (String id : staging.ids()) {
            try (NameLocks.Hold hold = locks.acquire(id, true, OTHERS_READ)) {
                // Replaced meanwhile, it is another archive with another digest.
                Entry now = read(id);
                String fault = now == null ? null : Verification.fault(now, archive(id));
                if (fault != null) {
                    faults.put(id, fault);
                    Files.deleteIfExists(staging.entry(id).resolve(EntryFile.NAME));
                }
            }
            if (faults.containsKey(id)) {
                staging.condemned(id);
            }
        }
        return faults;
    }

    private Path archive(String id) {
        return staging.entry(id).resolve(Staging.ARCHIVE);
    }

    /** The entry called {@code id}; one that cannot be understood is as good as none, and goes. */
    @CheckForNull
    private Entry read(String id) throws IOException, InterruptedException {
        if (!Staging.ID.matcher(id).matches()) {
            return null;
        }
        Path directory = staging.entry(id);
        try {
            return EntryFile.read(directory);
        } catch (EntryFile.Damaged e) {
            LOGGER.log(System.Logger.Level.WARNING, "an archive is removed: " + e.getMessage());
            staging.condemned(id);
            return null;
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "an archive is not used", e);
            return null;
        }
    }

    private final class OpenEntry implements Lease {
        private final Entry entry;
        private final NameLocks.Hold hold;
        private boolean condemned;

        OpenEntry(Entry entry, NameLocks.Hold hold) {
            this.entry = entry;
            this.hold = hold;
        }

        @Override
        public Entry entry() {
            return entry;
        }

        @Override
        public Path file() {
            return archive(entry.name().id());
        }

        @Override
        public boolean condemn() throws IOException {
            Files.deleteIfExists(staging.entry(entry.name().id()).resolve(EntryFile.NAME));
            condemned = true;
            return true;
        }

        @Override
        public void close() throws IOException {
            hold.close();
            if (condemned) {
                try {
                    staging.condemned(entry.name().id());
                } catch (InterruptedException e) {
                    // Nobody finds it any more; the next sweep removes it.
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
