package io.jenkins.plugins.deployhooks.engine.cache.stores;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A store that was elsewhere before: what is there is used until it goes by its age, what is new is here. Of two archives of one
 * name the one here counts.
 */
public final class RelocatedStore implements CacheStore {
    private static final System.Logger LOGGER = System.getLogger(RelocatedStore.class.getName());

    private final DirectoryCacheStore here;
    private final List<DirectoryCacheStore> before;

    /**
     * @param here where archives are stored
     * @param before where they were, the latest first
     */
    public RelocatedStore(DirectoryCacheStore here, List<DirectoryCacheStore> before) {
        this.here = here;
        this.before = List.copyOf(before);
    }

    @Override
    @CheckForNull
    public Entry find(Wanted wanted) throws IOException, InterruptedException {
        return wanted.among(list());
    }

    @Override
    public Lease open(Entry entry) throws IOException, InterruptedException {
        for (DirectoryCacheStore store : before) {
            if (find(here, entry.name()) == null && find(store, entry.name()) != null) {
                return store.open(entry);
            }
        }
        return here.open(entry);
    }

    @CheckForNull
    private static Entry find(CacheStore store, Entry.Name name) throws IOException, InterruptedException {
        return store.find(new Wanted(List.of(name.scope()), name.key(), List.of()));
    }

    /** An archive of the same name that is elsewhere still is as good as one here, and is not made again. */
    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        for (DirectoryCacheStore store : before) {
            Entry known = made.replace() ? null : find(store, name);
            store.makeRoom();
            if (known != null && find(store, name) != null) {
                return known;
            }
        }
        Entry saved = here.save(name, made, filling);
        for (DirectoryCacheStore store : before) {
            try {
                store.delete(name.id());
            } catch (IOException e) {
                // Nobody finds it any more; it goes by its age.
                LOGGER.log(System.Logger.Level.INFO, "an archive that was replaced stays for a while", e);
            }
        }
        return saved;
    }

    @Override
    public List<Entry> list() throws IOException, InterruptedException {
        List<Entry> all = new ArrayList<>(here.list());
        Set<Entry.Name> names = new HashSet<>();
        all.forEach(entry -> names.add(entry.name()));
        for (DirectoryCacheStore store : before) {
            for (Entry entry : store.list()) {
                if (names.add(entry.name())) {
                    all.add(entry);
                }
            }
        }
        return all;
    }

    @Override
    public boolean delete(String id) throws IOException, InterruptedException {
        boolean deleted = here.delete(id);
        for (DirectoryCacheStore store : before) {
            deleted |= store.delete(id);
        }
        return deleted;
    }

    @Override
    public Map<String, String> verify() throws IOException, InterruptedException {
        Map<String, String> faults = new LinkedHashMap<>(here.verify());
        for (DirectoryCacheStore store : before) {
            faults.putAll(store.verify());
        }
        return faults;
    }
}
