package io.jenkins.plugins.deployhooks.engine.cache;

import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be deployed, as far as it decides whether an archive fits. Plain data: made where the tree is, which need not
 * be where the archives are.
 *
 * @param key the key of the build
 * @param runParts the parts of the run-time environment and their digests
 */
public record CacheSubject(BuildKey key, Map<String, String> runParts) {
    public CacheSubject {
        runParts = Collections.unmodifiableMap(new TreeMap<>(runParts));
    }

    /**
     * What is deployed.
     *
     * @param definition what the user wrote
     * @param profile by whose rules
     * @param facts what is known of the world, but for the archive
     * @param parts what decides what a build makes beside tree and definition: texts, by names of parts of the key for people
     */
    public record Wish(Definition definition, Profile profile, Facts facts, Map<String, String> parts) {
        public Wish {
            parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        }

        /** A wish where tree and definition decide alone. */
        public Wish(Definition definition, Profile profile, Facts facts) {
            this(definition, profile, facts, Map.of());
        }
    }

    /**
     * Looks at the tree.
     *
     * @param keys makes the key
     * @param runs makes the parts of the run-time environment
     * @throws IOException if a file cannot be read, with the reason for people
     */
    public static CacheSubject of(Wish wish, BuildKeys keys, RunParts runs) throws IOException, InterruptedException {
        Facts.Archive none = new Facts.Archive(Facts.Archive.State.MISS, "miss", null);
        // What has changed since some deployment is no part of what is built, nor of where it runs.
        Facts.Source source = wish.facts().source().with(Facts.Changes.NOBODY_ASKED);
        Plan full = Planner.plan(
                wish.definition(), wish.profile(), wish.facts().with(source).with(none));
        BuildKey key = keys.of(wish.definition(), full, wish.facts().env(), wish.parts());
        return new CacheSubject(key, runs.of(wish.definition(), full));
    }
}
