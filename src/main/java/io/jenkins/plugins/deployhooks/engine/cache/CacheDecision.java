package io.jenkins.plugins.deployhooks.engine.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys;
import io.jenkins.plugins.deployhooks.engine.cache.key.KeyDifference;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive.State;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Whether an archive fits, and why not.
 *
 * @param archive the answer, for the planner
 * @param key the key of the build
 * @param runParts the parts of the run-time environment
 * @param fitting the archive that fits exactly; null: none
 * @param nearest the best archive where none fits exactly, found by a restore key; null: none
 */
public record CacheDecision(
        Facts.Archive archive,
        BuildKey key,
        Map<String, String> runParts,
        @CheckForNull Entry fitting,
        @CheckForNull Entry nearest) {
    private static final int SHORT = 12;

    public CacheDecision {
        runParts = Map.copyOf(runParts);
    }

    /**
     * What is decided about.
     *
     * @param definition what is deployed
     * @param profile by whose rules
     * @param facts what is known of the world, but for the archive
     * @param scopes whose archives may be used, the best first
     */
    public record Question(Definition definition, Profile profile, Facts facts, List<String> scopes) {
        public Question {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Whom to ask.
     *
     * @param keys makes the key
     * @param runs makes the parts of the run-time environment
     * @param store has the archives
     * @param last the last successful deployment; null: none is known
     */
    public record Sources(
            BuildKeys keys,
            RunParts runs,
            CacheStore store,
            @CheckForNull LastDeployment last) {}

    /**
     * Decides.
     *
     * @throws IOException if the key cannot be made or the store not be read, with the reason for people
     */
    public static CacheDecision of(Question question, Sources sources) throws IOException, InterruptedException {
        Facts.Archive none = new Facts.Archive(State.MISS, "miss", null);
        Plan full = Planner.plan(
                question.definition(), question.profile(), question.facts().with(none));
        BuildKey key =
                sources.keys().of(question.definition(), full, question.facts().env());
        Map<String, String> runParts = sources.runs().of(question.definition(), full);
        Entry found = sources.store().find(new Wanted(question.scopes(), key.text(), key.restoreKeys()));
        if (found != null && found.name().key().equals(key.text())) {
            Facts.Archive archive = hit(key, runParts, found, sources.last());
            return new CacheDecision(archive, key, runParts, found, null);
        }
        return new CacheDecision(miss(question, key, found, sources), key, runParts, null, found);
    }

    private static Facts.Archive hit(
            BuildKey key, Map<String, String> runParts, Entry found, @CheckForNull LastDeployment last) {
        String id = found.name().id().substring(0, SHORT);
        String archive = "hit: archive " + id + " of " + found.creator();
        if (last == null) {
            return new Facts.Archive(State.HIT, archive, key.text());
        }
        if (!last.keyParts().equals(key.parts())) {
            return new Facts.Archive(
                    State.HIT,
                    archive + "; since deployment " + last.id() + ": " + key.differenceFrom(last.keyParts()),
                    key.text());
        }
        if (!last.runParts().equals(runParts)) {
            String difference =
                    new KeyDifference(last.runParts(), runParts).text().replace("key part", "part");
            return new Facts.Archive(
                    State.HIT, archive + "; since deployment " + last.id() + ": " + difference, key.text());
        }
        return new Facts.Archive(State.UNCHANGED, "unchanged since deployment " + last.id(), last.id());
    }

    private static Facts.Archive miss(Question question, BuildKey key, @CheckForNull Entry nearest, Sources sources)
            throws IOException, InterruptedException {
        LastDeployment last = sources.last();
        Map<String, String> before;
        if (nearest != null) {
            before = nearest.parts();
        } else if (last != null) {
            before = last.keyParts();
        } else {
            before = sources.store().list().stream()
                    .filter(entry -> question.scopes().contains(entry.name().scope()))
                    .max(Comparator.comparing(entry -> entry.times().created()))
                    .map(Entry::parts)
                    .orElse(null);
        }
        String reason;
        if (before == null) {
            reason = "miss: no archive yet";
        } else if (before.equals(key.parts())) {
            reason = "miss: the archive of this key is not in the cache any more";
        } else {
            reason = "miss: " + key.differenceFrom(before);
        }
        return new Facts.Archive(State.MISS, reason, null);
    }
}
