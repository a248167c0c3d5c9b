package io.jenkins.plugins.deployhooks.local.fault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A store that sometimes cannot be reached. */
record FaultyStore(CacheStore store, Dice dice) implements CacheStore {
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
        return store.find(wanted);
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_OPEN);
        return store.open(entry);
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_SAVE);
        return store.save(name, made, filling);
    }

    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        fault(Fault.STORE_CANNOT_BE_READ);
        return store.list();
    }

    @Override
    public boolean delete(String id) throws IOException, InterruptedException {
        return store.delete(id);
    }

    @Override
    public Map<String, String> verify() throws IOException, InterruptedException {
        return store.verify();
    }
}
