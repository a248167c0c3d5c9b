package io.jenkins.plugins.deployhooks.pipeline.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;

/**
 * What carries out the phases of a deployment in a job that is no Pipeline. All in one workspace, and the deployment has not
 * succeeded before the job has.
 *
 * @param text what builds, as it is configured: part of the key of an archive
 * @param variables that the job sets around it, without secrets
 * @param obstacle why no archive can be kept; null: nothing is in the way
 */
public record JobProgram(
        String text,
        Map<String, String> variables,
        @CheckForNull String obstacle) {
    public JobProgram {
        variables = Map.copyOf(variables);
    }
}
