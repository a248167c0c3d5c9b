package io.jenkins.plugins.deployhooks.engine.cache.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Tells which parts of two keys differ. */
public final class KeyDifference {
    private final Map<String, String> before;
    private final Map<String, String> after;

    /** @param before the parts of the older key; as {@code after} digests by names */
    public KeyDifference(Map<String, String> before, Map<String, String> after) {
        this.before = before;
        this.after = after;
    }

    /** For people: {@code key part package-lock.json changed}; {@code no key part changed} where nothing differs. */
    public String text() {
        List<String> clauses = new ArrayList<>();
        clause(clauses, changed(), "changed", "changed");
        clause(clauses, only(after, before), "is new", "are new");
        clause(clauses, only(before, after), "is gone", "are gone");
        return clauses.isEmpty() ? "no key part changed" : String.join("; ", clauses);
    }

    private List<String> changed() {
        return names(after, name -> before.containsKey(name) && !after.get(name).equals(before.get(name)));
    }

    private static List<String> only(Map<String, String> these, Map<String, String> others) {
        return names(these, name -> !others.containsKey(name));
    }

    /** In the order of names, but the tree last: every other part says more. */
    private static List<String> names(Map<String, String> parts, Predicate<String> wanted) {
        List<String> names =
                new ArrayList<>(parts.keySet().stream().filter(wanted).sorted().toList());
        if (names.remove(BuildKey.TREE)) {
            names.add(BuildKey.TREE);
        }
        return names;
    }

    private static void clause(List<String> clauses, List<String> names, String one, String many) {
        if (names.isEmpty()) {
            return;
        }
        int last = names.size() - 1;
        String listed =
                last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
        clauses.add((last == 0 ? "key part " : "key parts ") + listed + " " + (last == 0 ? one : many));
    }
}
