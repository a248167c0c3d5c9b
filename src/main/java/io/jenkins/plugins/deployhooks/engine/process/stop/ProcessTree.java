package io.jenkins.plugins.deployhooks.engine.process.stop;

import java.util.Set;

/** Port: everything one hook started, wherever it went since. Used by one thread. */
public interface ProcessTree {
    /**
     * What lives now, parents before their children where that is known; zombies do not. Processes born while it looks
     * may be missing, so one empty answer proves nothing.
     */
    Set<Member> alive();

    /** Asks these to end, in their order: SIGTERM. Those that are gone already, or may not be signalled, are passed over. */
    void ask(Set<Member> members);

    /** Ends these: SIGKILL. Those that are gone already, or may not be signalled, are passed over. */
    void force(Set<Member> members);
}
