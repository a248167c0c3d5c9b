package io.jenkins.plugins.deployhooks.local.fault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.cache.stores.ForwardingStore;
import java.io.IOException;
import java.util.List;

/** A store that sometimes cannot be reached. */
final class FaultyStore extends ForwardingStore {
    private final Dice dice;

    FaultyStore(CacheStore store, Dice dice) {
        super(store);
        this.dice = dice;
    }

    private void fault(Fault fault) throws IOException {
        if (dice.causes(Fault.ENGINE_DIES)) {
            throw new Death();
        }
        if (dice.causes(fault)) {
            throw new IOException("the store says: " + fault);
        }
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_BE_READ);
        return super.find(wanted);
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_OPEN);
        return super.open(entry);
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_SAVE);
        return super.save(name, made, filling);
    }

    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_BE_READ);
        return super.list();
    }
}
