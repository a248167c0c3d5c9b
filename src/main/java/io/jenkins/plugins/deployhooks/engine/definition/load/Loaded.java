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
 * @param paths the scripts and directories that were looked for, as written; also those that are missing
 */
public record Loaded(@CheckForNull Definition definition, Profile profile, List<Problem> problems, Set<String> paths) {
    public Loaded {
        problems = List.copyOf(problems);
        paths = Set.copyOf(paths);
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
