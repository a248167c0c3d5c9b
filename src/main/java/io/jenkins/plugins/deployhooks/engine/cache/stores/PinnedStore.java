package io.jenkins.plugins.deployhooks.engine.cache.stores;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A store as one deployment sees it that keeps what it needs: what it has decided to restore, and what it has saved, stays for
 * it until somebody deletes the directory of what it keeps, whatever becomes of it in the store meanwhile. What is kept is a
 * further name of the same file where the disk can do that, and a copy elsewhere.
 */
public final class PinnedStore implements CacheStore {
    private static final System.Logger LOGGER = System.getLogger(PinnedStore.class.getName());

    /** What is needed is never too much, nor too old. */
    private static final Quota ALL = new Quota(Long.MAX_VALUE, Duration.ofDays(100_000));

    private final CacheStore store;
    private final CacheStore pins;
    private final String own;
    private final long free;

    /**
     * In front of {@code store}.
     *
     * @param directory holds what is kept; made when needed
     * @param own the scope of the archives that are kept when they are saved; dependencies have others
     * @param free how many bytes of the disk a copy leaves free
     * @throws IOException if the directory cannot be used, with the reason for people
     */
    public PinnedStore(CacheStore store, Path directory, String own, long free)
            throws IOException, InterruptedException {
        this.store = store;
        this.pins = new DirectoryCacheStore(directory, ALL, InstantSource.system());
        this.own = own;
        this.free = free;
    }

    /**
     * Keeps {@code entry}.
     *
     * @return false: it is gone already. Where it is there and cannot be kept, it is used from the store, as long as it is
     *     there
     * @throws IOException if the store cannot be read
     */
    public boolean keep(Entry entry) throws IOException, InterruptedException {
        if (pinned(entry.name()) != null) {
            return true;
        }
        try (Lease lease = store.open(entry)) {
            keep(lease.entry(), lease.file());
            return true;
        } catch (IOException e) {
            if (store.find(exactly(entry.name())) == null) {
                return false;
            }
            throw e;
        }
    }

    private void keep(Entry entry, Path file) throws InterruptedException {
        try {
            pins.save(entry.name(), new Made(entry.parts(), entry.creator(), true), target -> {
                link(file, target);
                return entry.content();
            });
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "an archive is not kept for a deployment that may need it", e);
        }
    }

    private void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | IOException e) {
            // Another disk, or one without names like that.
            long left = Files.getFileStore(Objects.requireNonNull(target.getParent()))
                            .getUsableSpace()
                    - Files.size(file);
            if (left < free) {
                throw new IOException(
                        "a copy of " + file + " would leave " + Math.max(0, left) + " bytes of the disk", e);
            }
            Files.copy(file, target);
        }
    }

    @CheckForNull
    private Entry pinned(Entry.Name name) throws IOException, InterruptedException {
        return pins.find(exactly(name));
    }

    private static Wanted exactly(Entry.Name name) {
        return new Wanted(List.of(name.scope()), name.key(), List.of());
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        for (String scope : wanted.scopes()) {
            Entry.Name name = new Entry.Name(scope, wanted.key());
            Entry found = pinned(name);
            found = found == null ? store.find(exactly(name)) : found;
            if (found != null) {
                return found;
            }
        }
        return wanted.restoreKeys().isEmpty() ? null : wanted.among(list());
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        Entry pinned = pinned(entry.name());
        return pinned == null ? store.open(entry) : new Pin(pins.open(pinned));
    }

    /** As the store does, and keeps what it has then. */
    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        if (!name.scope().equals(own)) {
            return store.save(name, made, filling);
        }
        Entry there = made.replace() ? null : store.find(exactly(name));
        if (there != null && keep(there)) {
            return there;
        }
        boolean saved = false;
        try {
            Entry result = store.save(name, made, file -> {
                Entry.Content content = filling.fill(file);
                // Before anybody else sees it: whoever sees it can remove it.
                Entry.Times none = new Entry.Times(Instant.EPOCH, Instant.EPOCH);
                keep(new Entry(name, made.parts(), content, none, made.creator()), file);
                return content;
            });
            saved = true;
            if (!keep(result)) {
                throw new IOException("the archive was removed from the cache meanwhile");
            }
            return result;
        } finally {
            if (!saved) {
                pins.delete(name.id());
            }
        }
    }

    /** What is kept first. */
    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        List<Entry> all = new ArrayList<>(pins.list());
        Set<Entry.Name> names = new HashSet<>();
        all.forEach(entry -> names.add(entry.name()));
        for (Entry entry : store.list()) {
            if (!names.contains(entry.name())) {
                all.add(entry);
            }
        }
        return all;
    }

    /** Removes an archive from the store; what is kept stays. */
    @Override
    public boolean delete(String id) throws IOException, InterruptedException {
        return store.delete(id);
    }

    /** Looks at the archives of the store. */
    @Override
    public Map<String, String> verify() throws IOException, InterruptedException {
        return store.verify();
    }

    /** An archive that is kept. */
    private final class Pin implements Lease {
        private final Lease lease;

        Pin(Lease lease) {
            this.lease = lease;
        }

        @Override
        public Entry entry() {
            return lease.entry();
        }

        @Override
        public Path file() {
            return lease.file();
        }

        /** The one of the store, too, as long as it is the same: mostly it is the same file. */
        @Override
        public boolean condemn() throws IOException {
            lease.condemn();
            try {
                Entry there = store.find(exactly(entry().name()));
                if (there != null && there.content().equals(entry().content())) {
                    try (Lease same = store.open(there)) {
                        return same.condemn();
                    }
                }
            } catch (InterruptedException e) {
                // Whoever uses it next finds out; the thread hears of the interrupt at its next wait.
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            lease.close();
        }
    }
}
