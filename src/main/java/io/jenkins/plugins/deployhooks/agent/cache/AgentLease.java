package io.jenkins.plugins.deployhooks.agent.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Path;

/** An archive in use on an agent: its copy there, or what comes of it from the controller. */
public final class AgentLease implements CacheStore.Lease {
    private final AgentStore store;
    private final Entry entry;

    @CheckForNull
    private CacheStore.Lease copy;

    /** @param copy null: there is none on the agent */
    AgentLease(AgentStore store, Entry entry, @CheckForNull CacheStore.Lease copy) {
        this.store = store;
        this.entry = entry;
        this.copy = copy;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    /** @throws IllegalStateException if it is not on the agent */
    @Override
    public Path file() {
        if (copy == null) {
            throw new IllegalStateException("the archive " + entry.name().id() + " is not on the agent yet");
        }
        return copy.file();
    }

    /** Whether there is a copy on the agent. */
    boolean isHere() {
        return copy != null;
    }

    /** Removes a copy that turned out to be bad. */
    void discard() throws IOException {
        if (copy != null) {
            copy.condemn();
            copy.close();
            copy = null;
        }
    }

    /** What {@code use} makes of the archive while it comes from the controller, as {@link AgentStore#fetch}. */
    <T> T fetch(AgentStore.Use<T> use) throws IOException, InterruptedException {
        return store.fetch(entry, use);
    }

    @Override
    public boolean condemn() throws IOException {
        discard();
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
        if (copy != null) {
            copy.close();
        }
    }
}
