package io.jenkins.plugins.deployhooks.engine.cache.stores;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The store of one owner, and those of others that it may read. Nothing is stored in, removed from or condemned in a store of
 * another; that one of its archives is read counts as a use there. No store answers for a scope that is another's: whoever
 * writes into one cannot give its archives out as somebody else's.
 */
public final class LayeredStore implements CacheStore {
    private static final System.Logger LOGGER = System.getLogger(LayeredStore.class.getName());

    private final Layer own;
    private final List<Layer> others;

    /**
     * A store and what is its.
     *
     * @param store holds the archives
     * @param scopes of which it may hand out archives
     */
    public record Layer(CacheStore store, Set<String> scopes) {
        public Layer {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * @param own the only one that is changed
     * @param others read where the own one has nothing; of a scope that several claim the first one answers, the own one
     *     before all
     */
    public LayeredStore(Layer own, List<Layer> others) {
        this.own = own;
        this.others = List.copyOf(others);
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        for (String scope : wanted.scopes()) {
            Entry exact = exact(scope, wanted.key());
            if (exact != null) {
                return exact;
            }
        }
        return wanted.restoreKeys().isEmpty() ? null : wanted.among(list());
    }

    @CheckForNull
    private Entry exact(String scope, String key) throws IOException, InterruptedException {
        Layer layer = layer(scope);
        if (layer == null) {
            return null;
        }
        try {
            Entry found = layer.store().find(new Wanted(List.of(scope), key, List.of()));
            return found != null && found.name().equals(new Entry.Name(scope, key)) ? found : null;
        } catch (IOException e) {
            unread(layer, e);
            return null;
        }
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        Layer layer = layer(entry.name().scope());
        if (layer == null) {
            throw new IOException("the archive " + entry.name().id() + " is in no store that may be read here");
        }
        Lease lease = layer.store().open(entry);
        if (!lease.entry().name().equals(entry.name())) {
            lease.close();
            throw new IOException("the archive " + entry.name().id() + " is another one by now");
        }
        return layer.equals(own) ? lease : new Borrowed(lease);
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        if (!own.scopes().contains(name.scope())) {
            throw new IOException("the archive is not stored: it would be one of " + name.scope());
        }
        return own.store().save(name, made, filling);
    }

    /** All archives that may be read: the own ones, then those of each other store; of each the most recently used first. */
    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        List<Entry> all = new ArrayList<>();
        for (Entry entry : own.store().list()) {
            add(all, own, entry);
        }
        for (Layer layer : others) {
            try {
                for (Entry entry : layer.store().list()) {
                    add(all, layer, entry);
                }
            } catch (IOException e) {
                unread(layer, e);
            }
        }
        return all;
    }

    private void add(List<Entry> all, Layer layer, Entry entry) {
        if (layer.equals(layer(entry.name().scope()))) {
            all.add(entry);
        }
    }

    /** Removes one of the own archives. */
    @Override
    public boolean delete(String id) throws IOException, InterruptedException {
        return own.store().delete(id);
    }

    /** Looks at the own archives. */
    @Override
    public Map<String, String> verify() throws IOException, InterruptedException {
        return own.store().verify();
    }

    @CheckForNull
    private Layer layer(String scope) {
        if (own.scopes().contains(scope)) {
            return own;
        }
        return others.stream()
                .filter(layer -> layer.scopes().contains(scope))
                .findFirst()
                .orElse(null);
    }

    /** What others keep only saves time. */
    private void unread(Layer layer, IOException why) throws IOException {
        if (layer.equals(own)) {
            throw why;
        }
        LOGGER.log(System.Logger.Level.WARNING, "the archives of " + layer.scopes() + " are not looked at", why);
    }

    /** An archive of somebody else's: its owner will find out that it is damaged. */
    private record Borrowed(Lease lease) implements Lease {
        @Override
        public Entry entry() {
            return lease.entry();
        }

        @Override
        public Path file() {
            return lease.file();
        }

        @Override
        public boolean condemn() throws IOException {
            throw new IOException("it is one of " + entry().name().scope() + ", who may remove it");
        }

        @Override
        public void close() throws IOException {
            lease.close();
        }
    }
}
