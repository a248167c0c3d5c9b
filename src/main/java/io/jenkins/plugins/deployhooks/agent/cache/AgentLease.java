package io.jenkins.plugins.deployhooks.agent.cache;

import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Path;

/** An archive in use on an agent: its copy there. */
public final class AgentLease implements CacheStore.Lease {
    private final AgentStore store;
    private final Entry entry;
    private CacheStore.Lease copy;
    private boolean old;

    /** @param old whether the copy was there before */
    AgentLease(AgentStore store, Entry entry, CacheStore.Lease copy, boolean old) {
        this.store = store;
        this.entry = entry;
        this.copy = copy;
        this.old = old;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public Path file() {
        return copy.file();
    }

    /**
     * Replaces a copy that turned out to be bad by what the controller has.
     *
     * @return false: it came from the controller a moment ago
     * @throws IOException if it cannot be transferred
     */
    boolean renew() throws IOException, InterruptedException {
        if (!old) {
            return false;
        }
        old = false;
        copy.condemn();
        copy.close();
        copy = store.again(entry);
        return true;
    }

    @Override
    public boolean condemn() throws IOException {
        copy.condemn();
        try {
            return store.refused(entry);
        } catch (InterruptedException e) {
            // Whoever uses it next is told the same; the thread hears of the interrupt at its next wait.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        copy.close();
    }
}
