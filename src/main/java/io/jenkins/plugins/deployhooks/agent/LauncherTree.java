package io.jenkins.plugins.deployhooks.agent;

import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessTree;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The processes of a hook, seen and signalled through a launcher. Methods throw {@link java.io.UncheckedIOException} where
 * the launcher cannot do it now.
 */
public interface LauncherTree extends ProcessTree {
    /**
     * What one look shows.
     *
     * @param supervised whether somebody waits for the hook's end, or has left its status
     * @param members the hook's processes, in the order in which they are to be signalled
     */
    record Sight(boolean supervised, Set<Member> members) {
        public Sight {
            members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
        }

        /** Whether nothing is left that could tell how the hook ends. */
        public boolean isEmpty() {
            return !supervised && members.isEmpty();
        }
    }

    /** Looks once. */
    Sight look();
}
