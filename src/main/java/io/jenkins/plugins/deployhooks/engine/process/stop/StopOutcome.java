package io.jenkins.plugins.deployhooks.engine.process.stop;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a stop did.
 *
 * @param asked who got SIGTERM
 * @param forced who got SIGKILL
 * @param survivors who lives although everything was tried
 */
public record StopOutcome(Set<Member> asked, Set<Member> forced, Set<Member> survivors) {
    private static final int SHOWN = 10;

    public StopOutcome {
        asked = Set.copyOf(asked);
        forced = Set.copyOf(forced);
        survivors = Set.copyOf(survivors);
    }

    /** Whether there was nothing to stop: the hook ended by itself at that very moment, and its own result counts. */
    public boolean isEmpty() {
        return asked.isEmpty() && forced.isEmpty() && survivors.isEmpty();
    }

    /** What happened, as a sentence for people; tells who survived, if anybody did. */
    public String describe() {
        if (!survivors.isEmpty()) {
            return "NOT everything of it could be ended; still running: " + list(survivors)
                    + ". End these by hand: they ignore SIGKILL, or belong to another user.";
        }
        if (!forced.isEmpty()) {
            return "Ended with SIGKILL, as SIGTERM did not suffice: " + list(forced) + ".";
        }
        return asked.isEmpty() ? "Nothing of it was left to end." : "All of it ended after SIGTERM.";
    }

    /** Numbers and names in the order of the numbers, the first ten of them. */
    public static String list(Set<Member> members) {
        List<Member> sorted = members.stream()
                .sorted((a, b) -> Long.compare(a.pid(), b.pid()))
                .toList();
        String text = sorted.stream().limit(SHOWN).map(Member::toString).collect(Collectors.joining(", "));
        return sorted.size() > SHOWN ? text + " and " + (sorted.size() - SHOWN) + " more" : text;
    }
}
