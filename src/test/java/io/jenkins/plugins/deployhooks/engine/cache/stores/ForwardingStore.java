package io.jenkins.plugins.deployhooks.engine.cache.stores;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A store that hands everything on to another one: for those who do something else in one place. */
public abstract class ForwardingStore implements CacheStore {
    private final CacheStore store;

    protected ForwardingStore(CacheStore store) {
        this.store = store;
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        return store.find(wanted);
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        return store.open(entry);
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        return store.save(name, made, filling);
    }

    @Override
    public List<Entry> list() throws IOException, InterruptedException {
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
