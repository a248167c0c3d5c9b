package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions.Revision;
import io.jenkins.plugins.deployhooks.engine.cache.git.GitChanges;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a deployment changes of what may be deployed where it goes.
 *
 * @param now what it deploys, for later ones
 * @param changes what it changes
 */
public record DeployedChanges(Revision now, Facts.Changes changes) {
    /** Files that are remembered as not as in their commit; of more nothing is known later. */
    private static final int MOST_UNCOMMITTED = 2_000;

    /** Of the deployment {@code id}, of which nobody asks. */
    public static DeployedChanges nobodyAsks(String id) {
        return new DeployedChanges(Revision.unknown(id), Facts.Changes.NOBODY_ASKED);
    }

    /** Of the deployment {@code id}, where it is not known because of {@code obstacle}. */
    public static DeployedChanges unknown(String id, String obstacle) {
        return new DeployedChanges(Revision.unknown(id), Facts.Changes.unknown(obstacle));
    }

    /** {@code facts} with the changes. */
    public Facts in(Facts facts) {
        return facts.with(facts.source().with(changes));
    }

    /** The commits with which a deployment is compared. */
    public static Set<String> commits(Revisions before) {
        return obstacle(before) == null
                ? before.all().stream().map(Revision::commit).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    /** Why nothing can be compared with {@code before}, for people; null: it can. */
    @CheckForNull
    private static String obstacle(Revisions before) {
        if (!before.complete() || before.all().isEmpty()) {
            return before.all().isEmpty()
                    ? "no successful deployment of this app to this environment is remembered"
                    : "no successful deployment is remembered behind which all that came is known";
        }
        for (Revision revision : before.all()) {
            String commit = revision.commit();
            if (commit == null || !GitChanges.isCommit(commit) || revision.uncommitted() == null) {
                return "it is not known what exactly deployment " + revision.deployment() + " has deployed";
            }
        }
        return null;
    }

    /**
     * What {@code found} says.
     *
     * @param id of the deployment
     * @param before what may be deployed
     * @param found the comparison with {@link #commits}
     */
    public static DeployedChanges of(String id, Target target, Revisions before, GitChanges.Found found) {
        List<String> uncommitted = found.uncommitted();
        boolean known = uncommitted != null && uncommitted.size() <= MOST_UNCOMMITTED;
        String place = found.prefix() + (target.folder() == null ? "" : target.folder());
        Revision now = new Revision(id, found.commit(), known ? uncommitted : null, place);
        return new DeployedChanges(now, changes(place, before, found));
    }

    private static Facts.Changes changes(String place, Revisions before, GitChanges.Found found) {
        String obstacle = obstacle(before);
        if (obstacle != null) {
            return Facts.Changes.unknown(obstacle);
        }
        List<String> uncommitted = found.uncommitted();
        List<String> changed = found.changed();
        if (uncommitted == null || changed == null) {
            return Facts.Changes.unknown(found.obstacle());
        }
        Set<String> paths = new TreeSet<>(changed);
        paths.addAll(uncommitted);
        for (Revision revision : before.all()) {
            if (!place.equals(revision.place())) {
                return Facts.Changes.unknown(
                        "deployment " + revision.deployment() + " was of another directory of the repository");
            }
            // What was not as in the commit then may be as in the commit now.
            List<String> then = revision.uncommitted();
            if (then != null) {
                paths.addAll(then);
            }
        }
        return new Facts.Changes(List.copyOf(paths), "");
    }
}
