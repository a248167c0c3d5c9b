package io.jenkins.plugins.deployhooks.engine.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.key.KeyDifference;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether an archive fits, and why not. Made where the archives are, of what {@link CacheSubject} has found out where the
 * tree is.
 *
 * @param archive the answer, for the planner
 * @param subject what is to be deployed
 * @param fitting the archive that fits exactly; null: none
 * @param nearest the best archive where none fits exactly, found by a restore key; null: none
 * @param last the last successful deployment; null: none is known
 */
public record CacheDecision(
        Facts.Archive archive,
        CacheSubject subject,
        @CheckForNull Entry fitting,
        @CheckForNull Entry nearest,
        @CheckForNull LastDeployment last) {
    private static final int SHORT = 12;

    /**
     * Decides.
     *
     * @param scopes whose archives may be used, the best first
     * @param kept all archives that are kept
     * @param last the last successful deployment; null: none is known
     */
    public static CacheDecision of(
            CacheSubject subject, List<String> scopes, List<Entry> kept, @CheckForNull LastDeployment last) {
        BuildKey key = subject.key();
        Entry found = new Wanted(scopes, key.text(), key.restoreKeys()).among(kept);
        if (found != null && found.name().key().equals(key.text())) {
            return new CacheDecision(hit(subject, found, last), subject, found, null, last);
        }
        Facts.Archive.Keys keys = new Facts.Archive.Keys(
                key.text(), found == null ? null : found.name().key());
        Map<String, String> before = found == null ? latest(scopes, kept, last) : found.parts();
        Facts.Archive archive = new Facts.Archive(State.MISS, missed(key, before), null, keys);
        return new CacheDecision(archive, subject, null, found, last);
    }

    /** {@code facts} with what is known now: the archive, and whether this commit is deployed already (D7). */
    public Facts facts(Facts facts) {
        String commit = last == null ? null : last.commit();
        boolean same = commit != null
                && commit.equals(facts.source().commit())
                && Objects.equals(
                        subject.key().parts().get(BuildKey.TREE),
                        last.keyParts().get(BuildKey.TREE));
        return facts.with(facts.source().deployedBy(same ? last.id() : null)).with(archive);
    }

    private static Facts.Archive hit(CacheSubject subject, Entry found, @CheckForNull LastDeployment last) {
        BuildKey key = subject.key();
        Facts.Archive.Keys keys = new Facts.Archive.Keys(key.text(), null);
        String reason = "hit: archive " + found.name().id().substring(0, SHORT) + " of deployment " + found.creator();
        if (last != null) {
            String difference = difference(subject, last);
            if (difference == null) {
                return new Facts.Archive(State.UNCHANGED, "unchanged since deployment " + last.id(), last.id(), keys);
            }
            reason += "; since deployment " + last.id() + ": " + difference;
        }
        return new Facts.Archive(State.HIT, reason, key.text(), keys);
    }

    /** What has changed since the last deployment; null: nothing. */
    @CheckForNull
    private static String difference(CacheSubject subject, LastDeployment last) {
        if (!last.keyParts().equals(subject.key().parts())) {
            return subject.key().differenceFrom(last.keyParts());
        }
        return last.runParts().equals(subject.runParts())
                ? null
                : new KeyDifference(last.runParts(), subject.runParts()).text().replace("key part", "part");
    }

    /** The parts of the key that was built last; null: nobody knows any. */
    @CheckForNull
    private static Map<String, String> latest(
            List<String> scopes, List<Entry> kept, @CheckForNull LastDeployment last) {
        if (last != null) {
            return last.keyParts();
        }
        return kept.stream()
                .filter(entry -> scopes.contains(entry.name().scope()))
                .max(Comparator.comparing(entry -> entry.times().created()))
                .map(Entry::parts)
                .orElse(null);
    }

    private static String missed(BuildKey key, @CheckForNull Map<String, String> before) {
        if (before == null) {
            return "miss: no archive yet";
        }
        return before.equals(key.parts())
                ? "miss: no archive of this key is in the cache"
                : "miss: " + key.differenceFrom(before);
    }
}
