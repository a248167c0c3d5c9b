package io.jenkins.plugins.deployhooks.engine.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.util.List;
import java.util.Map;

/**
 * What a planner must know of the world.
 *
 * @param source what is deployed
 * @param env the variables around the deployment
 * @param archive whether an archive fits
 * @param bounds what the machine and its administrator allow
 */
public record Facts(Source source, Map<String, String> env, Archive archive, Bounds bounds) {
    /** Nothing known, nothing forbidden. */
    public static final Facts NONE = new Facts(
            new Source(null, null, null),
            Map.of(),
            new Archive(Archive.State.NONE, "this deployment keeps no archives", null),
            new Bounds(TimeLimit.none()));

    public Facts {
        env = Map.copyOf(env);
    }

    /** These facts with another archive. */
    public Facts with(Archive other) {
        return new Facts(source, env, other, bounds);
    }

    /** These facts for a deployment whose phases may be at different places. */
    public Facts apart() {
        return new Facts(source, env, archive, new Bounds(bounds.maximumTimeout(), true, bounds.rest()));
    }

    /** These facts for a deployment by something that goes on after the run phase, and may fail then. */
    public Facts withRest() {
        return new Facts(source, env, archive, new Bounds(bounds.maximumTimeout(), bounds.apart(), true));
    }

    /** These facts with another source. */
    public Facts with(Source other) {
        return new Facts(other, env, archive, bounds);
    }

    /**
     * What is deployed.
     *
     * @param branch the branch; null: not known
     * @param commit the full id of the commit; null: not known
     * @param changes what is changed by this deployment
     * @param deployedBy the last successful deployment, where it deployed this commit with the same files (D7); null: it
     *     did not, or nobody knows
     */
    public record Source(
            @CheckForNull String branch,
            @CheckForNull String commit,
            Changes changes,
            @CheckForNull String deployedBy) {
        public Source {
            changes = changes == null ? Changes.NOBODY_ASKED : changes;
        }

        /** A source of which nobody knows whether it is deployed already. */
        public Source(
                @CheckForNull String branch, @CheckForNull String commit, @CheckForNull List<String> changedPaths) {
            this(branch, commit, changedPaths == null ? null : new Changes(changedPaths, ""), null);
        }

        /** The same, deployed already by {@code deployment}; null: it is not. */
        public Source deployedBy(@CheckForNull String deployment) {
            return new Source(branch, commit, changes, deployment);
        }

        /** The same with {@code known} changes. */
        public Source with(Changes known) {
            return new Source(branch, commit, known, deployedBy);
        }

        /** The same of {@code id}; null: nobody knows of which commit. */
        public Source of(@CheckForNull String id) {
            return new Source(branch, id, changes, deployedBy);
        }
    }

    /**
     * What differs from all that may be deployed there now.
     *
     * @param paths of files, relative to the root and with slashes; one with a slash at its end stands for anything below
     *     it; null: not known
     * @param obstacle why it is not known, for people; empty: it is
     */
    public record Changes(@CheckForNull List<String> paths, String obstacle) {
        /** Not known, since nobody has asked. */
        public static final Changes NOBODY_ASKED = unknown("nobody has asked for it");

        public Changes {
            paths = paths == null ? null : List.copyOf(paths);
        }

        /** Not known, because of {@code obstacle}. */
        public static Changes unknown(String obstacle) {
            return new Changes(null, obstacle);
        }
    }

    /**
     * Whether an archive fits the build key.
     *
     * @param state the answer
     * @param reason for people: {@code miss: key part package-lock.json changed}
     * @param reused the deployment whose results are used again (S49), or the key of the archive; null: none
     * @param keys what it was looked for by
     */
    public record Archive(
            State state, String reason, @CheckForNull String reused, Keys keys) {
        /** An answer without keys. */
        public Archive(State state, String reason, @CheckForNull String reused) {
            this(state, reason, reused, Keys.NONE);
        }

        /**
         * Keys of archives.
         *
         * @param own the key of this build; null: not known
         * @param nearest the key of the archive that a restore key has found, where none fits; null: none
         * @param built the key of what another deployment has built of the same app for this one, which has no build phase
         *     (S40); null: it has one, or nothing was built
         */
        public record Keys(
                @CheckForNull String own,
                @CheckForNull String nearest,
                @CheckForNull String built) {
            /** Nothing known. */
            public static final Keys NONE = new Keys(null, null);

            /** Keys of a deployment that builds, or restores, what it runs. */
            public Keys(@CheckForNull String own, @CheckForNull String nearest) {
                this(own, nearest, null);
            }
        }

        /** The answers. */
        public enum State {
            /** No archives are kept. */
            NONE,
            /** None fits: build, then save one. */
            MISS,
            /** One fits: deploy from cache. */
            HIT,
            /** One fits and the run-time environment is that of the last successful deployment: redeploy (S47). */
            UNCHANGED
        }
    }

    /**
     * What the machine and its administrator allow.
     *
     * @param maximumTimeout no hook may take longer (X12)
     * @param apart whether the run phase may be at another place than the build phase
     * @param rest whether the deployment waits for what comes after its run phase before it has succeeded
     */
    public record Bounds(TimeLimit maximumTimeout, boolean apart, boolean rest) {
        /**
         * Whether the directories that a platform promises its hooks are made by steps of the deployment (S42, S44): in
         * Jenkins, where it may be on any agent. Otherwise whoever deploys has made them before.
         */
        public boolean makesDirectories() {
            return apart || rest;
        }

        /** Bounds of a deployment at one place. */
        public Bounds(TimeLimit maximumTimeout) {
            this(maximumTimeout, false, false);
        }
    }
}
