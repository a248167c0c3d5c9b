package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.premises.PromisedDirectories;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** What hooks see of earlier deployments and of the tree; saved with the program. */
public final class Kept implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String previousResult;

    private final HashMap<String, String> values;

    private Kept(@CheckForNull String previousResult, Map<String, String> values) {
        this.previousResult = previousResult;
        this.values = new HashMap<>(values);
    }

    /**
     * As {@code decision} knows it.
     *
     * @param previousResult how the last deployment ended; null: not known
     * @param project the name of the project
     * @param decision about archives; null: nobody has looked at the tree
     */
    public static Kept of(@CheckForNull String previousResult, String project, @CheckForNull CacheDecision decision) {
        Map<String, String> values = new HashMap<>(Map.of("project", project));
        String tree = decision == null ? null : decision.subject().key().parts().get(BuildKey.TREE);
        if (tree != null) {
            values.put("tree", tree);
        }
        return new Kept(previousResult, values);
    }

    /** The name of the project; null: nothing is known of earlier deployments. */
    @CheckForNull
    public String project() {
        return values.get("project");
    }

    /** What hooks see of it, with {@code directories}; null: they have none. */
    About.Kept forHooks(@CheckForNull PromisedDirectories directories) {
        Map<String, String> all = new HashMap<>(values);
        if (directories != null) {
            all.put("cache", directories.cache());
            all.put("tmp", directories.temporary());
        }
        return new About.Kept(previousResult, all);
    }
}
