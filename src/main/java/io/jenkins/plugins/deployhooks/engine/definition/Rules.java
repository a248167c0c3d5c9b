package io.jenkins.plugins.deployhooks.engine.definition;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.running.RunRules;
import java.util.Set;

/**
 * What holds for the deployment as a whole.
 *
 * @param defaults settings of hooks that say nothing themselves
 * @param readiness when the started app counts as ready; null: as soon as the run body has returned
 * @param cache what is archived
 * @param choices the deployment's switches
 * @param running what holds while the app runs
 */
public record Rules(
        HookSettings defaults, @CheckForNull Readiness readiness, CacheSpec cache, Choices choices, RunRules running) {
    public Rules {
        // A deployment that a version before saved says nothing of it.
        running = running == null ? RunRules.DEFAULT : running;
    }

    /** Rules that say nothing of the running app. */
    public Rules(HookSettings defaults, @CheckForNull Readiness readiness, CacheSpec cache, Choices choices) {
        this(defaults, readiness, cache, choices, RunRules.DEFAULT);
    }

    /** Nothing said. */
    public static final Rules DEFAULT = new Rules(
            HookSettings.UNSET,
            null,
            CacheSpec.DEFAULT,
            new Choices(RunFailedOn.ANY, SameCommitPolicy.RESTART, false, Set.of()));

    /**
     * Switches of the deployment.
     *
     * @param runFailedOn which failures runFailed answers
     * @param sameCommit what to do when this commit is deployed already (D7)
     * @param rebuild whether to build although an archive fits (D6, S48)
     * @param skip names of events and hooks that are left out, recorded in the report
     */
    public record Choices(RunFailedOn runFailedOn, SameCommitPolicy sameCommit, boolean rebuild, Set<String> skip) {
        public Choices {
            skip = Set.copyOf(skip);
        }
    }

    /** Which failures runFailed answers (X9). */
    public enum RunFailedOn {
        /** Any unsuccessful deployment, wherever it failed. */
        ANY,
        /** Failures from the run phase on. */
        START
    }

    /** What to do when the commit to deploy is the one deployed already (D7). */
    public enum SameCommitPolicy {
        ERROR,
        IGNORE,
        RESTART,
        REBUILD
    }
}
