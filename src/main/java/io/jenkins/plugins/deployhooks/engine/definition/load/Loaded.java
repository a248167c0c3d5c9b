package io.jenkins.plugins.deployhooks.engine.definition.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.util.List;
import java.util.Set;

/**
 * What was found.
 *
 * @param definition null where a problem is an error
 * @param profile whose rules hold; the default one where the definition names one that does not exist
 * @param problems all of them, sorted by place, each one once
 * @param asked what was looked for
 */
public record Loaded(@CheckForNull Definition definition, Profile profile, List<Problem> problems, Asked asked) {
    public Loaded {
        problems = List.copyOf(problems);
    }

    /**
     * What was looked for in the repository, relative to its root; also what is missing.
     *
     * @param paths the scripts and directories, as written
     * @param texts the files whose content was wanted besides deploy-hooks.yml
     */
    public record Asked(Set<String> paths, Set<String> texts) {
        public Asked {
            paths = Set.copyOf(paths);
            texts = Set.copyOf(texts);
        }
    }

    /** Whether there is a definition. */
    public boolean isValid() {
        return definition != null;
    }

    /** The problems that prevent the deployment. */
    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }

    /** The problems that do not. */
    public List<Problem> warnings() {
        return problems.stream().filter(problem -> !problem.isError()).toList();
    }
}
