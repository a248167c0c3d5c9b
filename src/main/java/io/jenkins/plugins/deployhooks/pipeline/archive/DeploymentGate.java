package io.jenkins.plugins.deployhooks.pipeline.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.cache.ArchiveForm;
import io.jenkins.plugins.deployhooks.agent.cache.ArchiveGate;
import io.jenkins.plugins.deployhooks.agent.cache.DigestedOutput;
import io.jenkins.plugins.deployhooks.agent.cache.Offer;
import io.jenkins.plugins.deployhooks.agent.cache.TransferWatch;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The controller's side of a gate: what an agent may read, it may; what it gives is kept only as what this deployment may
 * give, and only if it is what the agent said it is. Once closed it does nothing any more.
 */
public class DeploymentGate implements ArchiveGate, AutoCloseable {
    private static final int CHUNK = 1024 * 1024;

    /** An agent that takes or gives nothing for so long has stopped; its thread here must not wait for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String ENDED = "the step that used the archives has ended";
    private static final Pattern KEY = Pattern.compile("[0-9a-z-]{1,200}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PLAIN = Pattern.compile("[0-9a-z.]{1,20}");
    private static final Set<String> ABOUT = Set.of("format", "entries", "bytes");

    private final CacheStore store;
    private final Access access;
    private final long largest;
    private final Duration patience;

    /** Those that run. */
    private final Set<TransferWatch> transfers = ConcurrentHashMap.newKeySet();

    /** The archives that an agent has refused: each is read once, however often it says so. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * What a step may do.
     *
     * @param readable the scopes whose archives it may read
     * @param own the name of the archive of its deployment
     * @param dependencies the scopes of the dependencies of its job
     * @param made what is noted of an archive that it stores; null: it may store none
     */
    public record Access(
            Set<String> readable,
            Entry.Name own,
            Set<String> dependencies,
            @CheckForNull CacheStore.Made made) {
        public Access {
            readable = Set.copyOf(readable);
            dependencies = Set.copyOf(dependencies);
        }
    }

    /**
     * To {@code store}.
     *
     * @param largest the most bytes of one archive
     */
    public DeploymentGate(CacheStore store, Access access, long largest) {
        this(store, access, largest, PATIENCE);
    }

    /** @param patience how long nothing of a transfer may move */
    DeploymentGate(CacheStore store, Access access, long largest, Duration patience) {
        this.store = store;
        this.access = access;
        this.largest = largest;
        this.patience = patience;
    }

    @Override
    public List<ArchiveForm> archives() throws IOException, InterruptedException {
        return readable().stream().map(ArchiveForm::of).toList();
    }

    @Override
    public void used(String id) throws IOException, InterruptedException {
        // Opening is what a store counts as use.
        store.open(readable(id)).close();
    }

    @Override
    public void fetch(String id, OutputStream out) throws IOException, InterruptedException {
        Entry entry = readable(id);
        try (CacheStore.Lease lease = store.open(entry)) {
            if (!Files.isRegularFile(lease.file())) {
                if (isOwn(entry)) {
                    lease.condemn();
                }
                throw new IOException("the file of the archive " + id + " is gone");
            }
            try (InputStream file = Files.newInputStream(lease.file())) {
                transfer(watch -> {
                    copy(file, out, watch);
                    return entry;
                });
            }
        }
    }

    @Override
    public ArchiveForm store(Offer offer, InputStream file, Making making) throws IOException, InterruptedException {
        Entry.Name name = new Entry.Name(String.valueOf(offer.scope()), String.valueOf(offer.key()));
        CacheStore.Made made = made(name, offer.replace());
        open();
        return ArchiveForm.of(store.save(name, made, target -> receive(file, making, target)));
    }

    private Entry.Content receive(InputStream file, Making making, Path target)
            throws IOException, InterruptedException {
        FileStore disk = Files.getFileStore(Objects.requireNonNull(target.getParent()));
        LeavingRoom.check(disk);
        DigestedOutput digested = new DigestedOutput(new LeavingRoom(Files.newOutputStream(target), disk), largest);
        try (digested) {
            Entry.Content content = checked(transfer(watch -> {
                copy(file, digested, watch);
                return making.made();
            }));
            if (!digested.isAllOf(content)) {
                throw new IOException("what came from the agent is not the archive that it said it has made");
            }
            return content;
        }
    }

    /** Nobody knows before how much will come. */
    private static final class LeavingRoom extends FilterOutputStream {
        private static final long EACH = 16L * CHUNK;

        private final FileStore disk;
        private long unchecked;

        LeavingRoom(OutputStream out, FileStore disk) {
            super(out);
            this.disk = disk;
        }

        static void check(FileStore disk) throws IOException {
            long free = disk.getUsableSpace() - EACH;
            if (free < ArchiveLimits.FREE_BYTES) {
                throw new IOException("the disk of the controller would have %,d bytes left, less than %,d"
                        .formatted(Math.max(0, free), ArchiveLimits.FREE_BYTES));
            }
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            unchecked += length;
            if (unchecked > EACH) {
                check(disk);
                unchecked = length;
            }
            out.write(buffer, offset, length);
        }
    }

    private <T> T transfer(TransferWatch.Transfer<T> transfer) throws IOException, InterruptedException {
        return TransferWatch.over(patience, watch -> {
            transfers.add(watch);
            try {
                open();
                return transfer.run(watch);
            } finally {
                transfers.remove(watch);
            }
        });
    }

    private void copy(InputStream in, OutputStream out, TransferWatch watch) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            open();
            if (Thread.interrupted()) {
                throw new IOException("the transfer of the archive was stopped");
            }
            out.write(chunk, 0, length);
            watch.moved();
        }
        if (Thread.interrupted()) {
            // A stream from an agent says that it has ended where the wait for it was interrupted.
            throw new IOException("the transfer of the archive was stopped");
        }
    }

    /** How an archive of {@code name} may be made; nothing that an agent says gets into it. */
    private CacheStore.Made made(Entry.Name name, boolean replace) throws IOException {
        CacheStore.Made made = access.made();
        if (made != null && name.equals(access.own())) {
            return made;
        }
        if (made != null
                && access.dependencies().contains(name.scope())
                && KEY.matcher(name.key()).matches()) {
            return new CacheStore.Made(Map.of(), made.creator(), replace);
        }
        throw new IOException("the agent may not store an archive of this name");
    }

    private Entry.Content checked(@CheckForNull ArchiveForm.Content said) throws IOException {
        if (said == null
                || said.bytes() < 0
                || said.digest() == null
                || !DIGEST.matcher(said.digest()).matches()) {
            throw new IOException("the agent does not say size and digest of its archive");
        }
        for (Map.Entry<String, String> about : said.about().entrySet()) {
            if (!ABOUT.contains(about.getKey())
                    || !PLAIN.matcher(about.getValue()).matches()) {
                throw new IOException("the agent says of its archive what no writer says");
            }
        }
        return new Entry.Content(said.bytes(), said.digest(), said.about());
    }

    /** Nobody is believed who says that an archive is bad: a broken line or disk of an agent looks just like it. */
    @Override
    public boolean refused(String id) throws IOException, InterruptedException {
        Entry entry = readable(id);
        if (!isOwn(entry) || !refused.add(id)) {
            return false;
        }
        try (CacheStore.Lease lease = store.open(entry)) {
            return isBad(lease) && lease.condemn();
        }
    }

    private static boolean isBad(CacheStore.Lease lease) throws IOException, InterruptedException {
        Entry.Content content = lease.entry().content();
        try {
            new ArchiveReader(Limits.DEFAULT, Progress.NONE)
                    .check(lease.file(), new ArchiveSummary.ArchiveFile(content.bytes(), content.digest()));
            return false;
        } catch (ArchiveRefused e) {
            return e.reason() != ArchiveRefused.Reason.TOO_LARGE;
        } catch (LinkageError e) {
            // There is no zstd for this machine: nothing is known of it.
            return false;
        }
    }

    private boolean isOwn(Entry entry) {
        String scope = entry.name().scope();
        return scope.equals(access.own().scope()) || access.dependencies().contains(scope);
    }

    private List<Entry> readable() throws IOException, InterruptedException {
        open();
        return store.list().stream()
                .filter(entry -> access.readable().contains(entry.name().scope()))
                .toList();
    }

    private Entry readable(String id) throws IOException, InterruptedException {
        for (Entry entry : readable()) {
            if (entry.name().id().equals(id)) {
                return entry;
            }
        }
        throw new IOException("the archive was removed from the cache meanwhile");
    }

    private void open() throws IOException {
        if (closed) {
            throw new IOException(ENDED);
        }
    }

    @Override
    public void close() {
        closed = true;
        transfers.forEach(transfer -> transfer.stop(ENDED));
    }
}
