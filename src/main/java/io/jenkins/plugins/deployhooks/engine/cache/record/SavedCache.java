package io.jenkins.plugins.deployhooks.engine.cache.record;

import edu.umd.cs.findbugs.annotations.Nullable;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;

/**
 * A {@link CacheDecision} for storage, or for another machine.
 *
 * @param version of this form, {@link #VERSION}
 * @param archive the answer, for the planner
 * @param subject what is deployed
 * @param fitting the archive that fits exactly; null: none
 * @param nearest the best archive where none fits exactly; null: none
 * @param last the last successful deployment; null: none is known
 */
public record SavedCache(
        int version,
        Facts.Archive archive,
        CacheSubject subject,
        @Nullable Entry fitting,
        @Nullable Entry nearest,
        @Nullable LastDeployment last) {
    /** The version of this form; a new one when a field changes its meaning or goes. */
    public static final int VERSION = 1;

    /** The form of {@code decision}. */
    public static SavedCache of(CacheDecision decision) {
        return new SavedCache(
                VERSION,
                decision.archive(),
                decision.subject(),
                decision.fitting(),
                decision.nearest(),
                decision.last());
    }

    /** The decision. */
    public CacheDecision decision() {
        return new CacheDecision(archive, subject, fitting, nearest, last);
    }
}
