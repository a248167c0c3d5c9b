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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The controller's archives as an agent sees them: which there are only the controller says, and what was transferred once
 * stays on the agent. Such a copy is used only where size and digest are those that the controller has, so whoever writes
 * into the agent's copies gains nothing.
 */
public final class AgentStore implements CacheStore {
    private static final System.Logger LOGGER = System.getLogger(AgentStore.class.getName());

    /** How long nothing of a transfer may move. The controller may wait for a lock first, and a disk afterwards. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** How long the controller waits for bytes of an archive before it hears that packing goes on. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

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
        return new AgentLease(this, entry, here ? copies.open(copy) : null);
    }

    /** The archive of the controller cannot be used here; false: the controller finds nothing wrong with it. */
    boolean refused(Entry entry) throws IOException, InterruptedException {
        return gate.refused(entry.name().id());
    }

    /** Makes something of an archive. */
    @FunctionalInterface
    interface Use<T> {
        /** Of {@code lease}, which can be read at once; to be ended by an interrupt. */
        T of(Lease lease) throws IOException, InterruptedException;
    }

    /**
     * What {@code use} makes of the archive of the controller while it comes; it becomes a copy where {@code use} read it to
     * its end, and found nothing wrong.
     *
     * @throws IOException as {@code use}, or if it cannot be transferred
     */
    <T> T fetch(Entry entry, Use<T> use) throws IOException, InterruptedException {
        Made made = new Made(entry.parts(), entry.creator(), true);
        List<T> results = new ArrayList<>(1);
        List<IOException> failures = new ArrayList<>(1);
        try {
            copies.save(entry.name(), made, file -> {
                try (Arrival arrival = new Arrival(entry, file, out -> bring(entry, out))) {
                    results.add(use.of(arrival));
                } catch (IOException e) {
                    failures.add(e);
                    throw e;
                }
                return entry.content();
            });
        } catch (IOException e) {
            if (results.isEmpty()) {
                // As it was said, without what a store has to say of it.
                throw failures.isEmpty() ? e : failures.get(0);
            }
            LOGGER.log(System.Logger.Level.WARNING, "there is no copy of the archive here: it will come again", e);
        }
        return results.get(0);
    }

    private void bring(Entry entry, OutputStream file) throws IOException, InterruptedException {
        String id = entry.name().id();
        TransferWatch.over(patience, watch -> {
            gate.fetch(id, new RemoteOutputStream(watch.of(file)));
            return id;
        });
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        Entry there = made.replace() ? null : exactly(name).among(list());
        if (there != null) {
            return there;
        }
        try (Departure departure =
                new Departure(name, SILENCE, (file, making) -> give(name, made.replace(), file, making))) {
            // A copy of which the controller knows nothing gives way.
            Made copy = new Made(made.parts(), made.creator(), true);
            Entry packed;
            try {
                packed = copies.save(name, copy, file -> departure.make(file, filling));
            } catch (IOException e) {
                if (!departure.isGiven()) {
                    throw e;
                }
                Entry result = departure.stored();
                LOGGER.log(System.Logger.Level.WARNING, "there is no copy of the archive here: it will come", e);
                return result;
            }
            boolean stored = false;
            try {
                Entry result = departure.stored();
                stored = isSame(result, packed);
                return result;
            } finally {
                if (!stored) {
                    copies.delete(name.id());
                }
            }
        }
    }

    private Entry give(Entry.Name name, boolean replace, InputStream file, ArchiveGate.Making making)
            throws IOException, InterruptedException {
        Offer offer = new Offer(name.scope(), name.key(), replace);
        return TransferWatch.over(patience, watch -> {
                    // Asked for piece by piece: what goes by itself goes in small ones.
                    InputStream asked = new RemoteInputStream(watch.of(file), RemoteInputStream.Flag.NOT_GREEDY);
                    return gate.store(offer, asked, making);
                })
                .entry();
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
