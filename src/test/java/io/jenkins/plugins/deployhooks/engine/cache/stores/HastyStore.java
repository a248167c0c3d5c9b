package io.jenkins.plugins.deployhooks.engine.cache.stores;

import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;

/** A store from which somebody removes each archive as soon as it can be seen. */
final class HastyStore extends ForwardingStore {
    HastyStore(CacheStore store) {
        super(store);
    }

    @Override
    public Entry save(Entry.Name name, Made made, Filling filling) throws IOException, InterruptedException {
        Entry saved = super.save(name, made, filling);
        delete(name.id());
        return saved;
    }
}
