package io.jenkins.plugins.deployhooks.agent.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.RemoteInputStream;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The controller's archives as an agent sees them: which there are only the controller says, and what was transferred once
 * stays on the agent. Such a copy is used only where size and digest are those that the controller has, so whoever writes
 * into the agent's copies gains nothing.
 */
public final class AgentStore implements CacheStore {
    /** How long nothing of a transfer may move. The controller may wait for a lock first, and a disk afterwards. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final CacheStore copies;
    private final ArchiveGate gate;
    private final Duration patience;

    /**
     * On an agent.
     *
     * @param copies those on the agent
     * @param gate to the controller
     */
    public AgentStore(CacheStore copies, ArchiveGate gate) {
        this(copies, gate, PATIENCE);
    }

    /** @param patience how long nothing of a transfer may move */
    AgentStore(CacheStore copies, ArchiveGate gate, Duration patience) {
        this.copies = copies;
        this.gate = gate;
        this.patience = patience;
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        return wanted.among(list());
    }

    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        return gate.archives().stream().map(ArchiveForm::entry).toList();
    }

    @Override
    public AgentLease open(Entry entry) throws IOException, InterruptedException {
        // The controller removes first what was not used for long.
        gate.used(entry.name().id());
        Entry copy = copies.find(exactly(entry.name()));
        boolean here = copy != null && isSame(copy, entry);
        if (!here) {
            fetch(entry);
        }
        return new AgentLease(this, entry, copies.open(entry), here);
    }

    /** Opens {@code entry} once more, with a file that comes from the controller now. */
    Lease again(Entry entry) throws IOException, InterruptedException {
        fetch(entry);
        return copies.open(entry);
    }

    /** The archive of the controller cannot be used here; false: the controller finds nothing wrong with it. */
    boolean refused(Entry entry) throws IOException, InterruptedException {
        return gate.refused(entry.name().id());
    }

    private void fetch(Entry entry) throws IOException, InterruptedException {
        String id = entry.name().id();
        Made made = new Made(entry.parts(), entry.creator(), true);
        copies.save(entry.name(), made, file -> {
            DigestedOutput digested = new DigestedOutput(Files.newOutputStream(file), entry.content());
            try (OutputStream out = digested) {
                TransferWatch.over(patience, watch -> {
                    gate.fetch(id, new RemoteOutputStream(watch.of(out)));
                    return id;
                });
            }
            if (!digested.isWhole()) {
                // Only the controller knows whether it is that or the line between us.
                throw new IOException(
                        gate.refused(id)
                                ? "the archive " + id + " of the controller is damaged and was removed there"
                                : "what came of the archive " + id + " is not what the controller has: a fault of the"
                                        + " connection, or of this machine; the archive stays there");
            }
            return entry.content();
        });
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        Entry there = made.replace() ? null : exactly(name).among(list());
        if (there != null) {
            return there;
        }
        // A copy of which the controller knows nothing gives way.
        Entry packed = copies.save(name, new Made(made.parts(), made.creator(), true), filling);
        boolean stored = false;
        try (Lease lease = copies.open(packed);
                InputStream file = Files.newInputStream(lease.file())) {
            Offer offer = new Offer(name.scope(), name.key(), ArchiveForm.Content.of(packed.content()), made.replace());
            Entry result = TransferWatch.over(
                            patience,
                            watch -> gate.store(
                                    offer, new RemoteInputStream(watch.of(file), RemoteInputStream.Flag.NOT_GREEDY)))
                    .entry();
            stored = isSame(result, packed);
            return result;
        } finally {
            if (!stored) {
                copies.delete(name.id());
            }
        }
    }

    private static Wanted exactly(Entry.Name name) {
        return new Wanted(List.of(name.scope()), name.key(), List.of());
    }

    private static boolean isSame(Entry one, Entry other) {
        return one.content().bytes() == other.content().bytes()
                && one.content().digest().equals(other.content().digest());
    }

    /** Not for agents: the controller's archives are deleted on the controller. */
    @Override
    public boolean delete(String id) {
        throw new UnsupportedOperationException("archives are deleted on the controller");
    }

    /** Not for agents: the controller's archives are verified on the controller. */
    @Override
    public Map<String, String> verify() {
        throw new UnsupportedOperationException("archives are verified on the controller");
    }
}
