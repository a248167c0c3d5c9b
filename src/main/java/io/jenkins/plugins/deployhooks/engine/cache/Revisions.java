package io.jenkins.plugins.deployhooks.engine.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be deployed at a place: by the last successful deployment, and by those since then, which may have done a part of
 * their work. What differs from none of them is as it was.
 *
 * @param complete whether the first of them was successful; nothing is known of what was deployed before
 * @param all in the order in which they began
 */
public record Revisions(boolean complete, List<Revision> all) {
    /** Nothing is known. */
    public static final Revisions NONE = new Revisions(false, List.of());

    /** After so many without success a deployment in full costs less than to compare with each. */
    static final int MOST = 30;

    public Revisions {
        all = List.copyOf(all);
    }

    /**
     * What a deployment deploys.
     *
     * @param deployment its id
     * @param commit the full id of the commit; null: not known
     * @param uncommitted files that are not as in the commit, relative to the root and with slashes; null: not known
     * @param place where the app is in its repository; null: not known
     */
    public record Revision(
            String deployment,
            @CheckForNull String commit,
            @CheckForNull List<String> uncommitted,
            @CheckForNull String place) {
        public Revision {
            if (deployment == null) {
                throw new IllegalArgumentException("a revision is that of a deployment");
            }
            uncommitted = uncommitted == null ? null : List.copyOf(uncommitted);
        }

        /** What {@code deployment} deploys, which nobody knows. */
        public static Revision unknown(String deployment) {
            return new Revision(deployment, null, null, null);
        }

        private boolean isSameAs(Revision other) {
            return commit != null && equals(new Revision(deployment, other.commit, other.uncommitted, other.place));
        }
    }

    /** A deployment of {@code now} begins. */
    Revisions begun(Revision now) {
        List<Revision> more = new ArrayList<>(all);
        more.removeIf(now::isSameAs);
        more.add(now);
        int first = Math.max(0, more.size() - MOST);
        return new Revisions(complete && first == 0, more.subList(first, more.size()));
    }

    /** The deployment {@code id} has ended, and another one was under way meanwhile or it was no success. */
    Revisions ended(String id) {
        // One that a later one has replaced here has done something after that one.
        return all.stream().anyMatch(each -> each.deployment().equals(id)) ? this : unknown();
    }

    /** The deployment {@code id} has ended well, and was alone: whatever was there before it is not there any more. */
    Revisions succeeded(String id) {
        List<Revision> own =
                all.stream().filter(each -> each.deployment().equals(id)).toList();
        return new Revisions(!own.isEmpty(), own);
    }

    /** The same after something of which nobody knows what it has deployed. */
    Revisions unknown() {
        return new Revisions(false, all);
    }
}
