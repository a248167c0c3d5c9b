package io.jenkins.plugins.deployhooks.pipeline.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.cache.ArchiveForm;
import io.jenkins.plugins.deployhooks.agent.cache.ArchiveGate;
import io.jenkins.plugins.deployhooks.agent.cache.DigestedOutput;
import io.jenkins.plugins.deployhooks.agent.cache.Offer;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The controller's side of a gate: what an agent may read, it may; what it gives is kept only as what this deployment may
 * give, and only if it is what the agent said it is. Once closed it does nothing any more.
 */
public class DeploymentGate implements ArchiveGate, AutoCloseable {
    private static final int CHUNK = 1024 * 1024;
    private static final Pattern KEY = Pattern.compile("[0-9a-z-]{1,200}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PLAIN = Pattern.compile("[0-9a-z.]{1,20}");
    private static final Set<String> ABOUT = Set.of("format", "entries", "bytes");

    private final CacheStore store;
    private final Access access;
    private final long largest;
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
        this.store = store;
        this.access = access;
        this.largest = largest;
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
                copy(file, out);
            }
        }
    }

    @Override
    public ArchiveForm store(Offer offer, InputStream file) throws IOException, InterruptedException {
        Entry.Name name = new Entry.Name(String.valueOf(offer.scope()), String.valueOf(offer.key()));
        CacheStore.Made made = made(name, offer.replace());
        Entry.Content content = checked(offer.file());
        open();
        return ArchiveForm.of(store.save(name, made, target -> {
            receive(file, target, content);
            return content;
        }));
    }

    private void receive(InputStream file, Path target, Entry.Content content) throws IOException {
        long free =
                Files.getFileStore(Objects.requireNonNull(target.getParent())).getUsableSpace() - content.bytes();
        if (free < ArchiveLimits.FREE_BYTES) {
            throw new IOException("it has %,d bytes, and the disk of the controller would have %,d left, less than %,d"
                    .formatted(content.bytes(), Math.max(0, free), ArchiveLimits.FREE_BYTES));
        }
        DigestedOutput digested = new DigestedOutput(Files.newOutputStream(target), content);
        try (digested) {
            copy(file, digested);
        }
        if (!digested.isWhole()) {
            throw new IOException("what came from the agent is not the archive that it said it has made");
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            open();
            if (Thread.interrupted()) {
                throw new IOException("the transfer of the archive was stopped");
            }
            out.write(chunk, 0, length);
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
        if (said.bytes() > largest) {
            throw new IOException("it has %,d bytes, an archive may have %,d".formatted(said.bytes(), largest));
        }
        for (Map.Entry<String, String> about : said.about().entrySet()) {
            if (!ABOUT.contains(about.getKey())
                    || !PLAIN.matcher(about.getValue()).matches()) {
                throw new IOException("the agent says of its archive what no writer says");
            }
        }
        return new Entry.Content(said.bytes(), said.digest(), said.about());
    }

    /** What is the job's own its agents can spoil in other ways as well; of another job's nobody here is believed. */
    @Override
    public void refused(String id) throws IOException, InterruptedException {
        Entry entry = readable(id);
        if (isOwn(entry)) {
            try (CacheStore.Lease lease = store.open(entry)) {
                lease.condemn();
            }
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
            throw new IOException("the step that used the archives has ended");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
