package io.jenkins.plugins.deployhooks.engine.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Rules.SameCommitPolicy;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive.State;
import java.util.Locale;

/** What a deployment takes from earlier ones and leaves for later ones: what was found, and what the definition says to it. */
final class Reuse {
    private static final int SHORT = 10;

    private final Archive archive;
    private final boolean dependencies;
    private final boolean fresh;

    @CheckForNull
    private final String refusal;

    @CheckForNull
    private final String ignored;

    Reuse(Definition definition, Facts facts) {
        Archive found = facts.archive();
        boolean rebuild = definition.rules().choices().rebuild();
        // Whoever asks for a rebuild has seen that it is deployed.
        SameCommitPolicy policy = facts.source().deployedBy() == null || rebuild
                ? SameCommitPolicy.RESTART
                : definition.rules().choices().sameCommit();
        String said = said(facts.source(), policy);
        this.refusal = policy == SameCommitPolicy.ERROR
                ? said + ", so nothing is deployed; a rebuild or another policy deploys it again"
                : null;
        this.ignored = policy == SameCommitPolicy.IGNORE ? said : null;
        this.fresh = rebuild || policy == SameCommitPolicy.REBUILD;
        // Whoever keeps no archives keeps no dependencies either.
        this.dependencies = found.state() != State.NONE
                && definition.rules().cache().saving().dependencies().enabled();
        Archive.Keys keys = new Archive.Keys(found.keys().own(), null);
        if (policy == SameCommitPolicy.IGNORE) {
            this.archive = new Archive(State.UNCHANGED, said, facts.source().deployedBy(), keys);
        } else if (found.state() == State.NONE) {
            this.archive = found;
        } else if (!definition.rules().cache().saving().enabled()) {
            // S19: neither looked for nor made.
            this.archive = new Archive(State.NONE, "archives are switched off", null, keys);
        } else if (fresh) {
            // D6, S48
            this.archive = new Archive(State.MISS, "miss: " + (rebuild ? "a rebuild is asked for" : said), null, keys);
        } else {
            this.archive = found;
        }
    }

    private static String said(Facts.Source source, SameCommitPolicy policy) {
        String commit = String.valueOf(source.commit());
        return "commit " + commit.substring(0, Math.min(SHORT, commit.length()))
                + " is deployed already, by deployment " + source.deployedBy() + ", and sameCommitPolicy is "
                + policy.name().toLowerCase(Locale.ROOT);
    }

    /** The answer that counts. */
    Archive archive() {
        return archive;
    }

    /** Whether nothing of earlier builds may be used. */
    boolean fresh() {
        return fresh;
    }

    /** The answer where the archive turns out to be unusable. */
    Archive ifRestoreFails() {
        return archive.state() == State.NONE
                ? archive
                : new Archive(State.MISS, "miss: the archive cannot be used", null, archive.keys());
    }

    /** The answer where another deployment turns out to have come between; null: that makes no difference. */
    @CheckForNull
    Archive ifOvertaken() {
        return archive.state() == State.UNCHANGED && ignored == null
                ? new Archive(State.HIT, archive.reason(), archive.keys().own(), archive.keys())
                : null;
    }

    /** Why nothing may be deployed; null: it may. */
    @CheckForNull
    String refusal() {
        return refusal;
    }

    /** Why no step runs; null: steps run. */
    @CheckForNull
    String halt() {
        return refusal == null ? ignored : refusal;
    }

    PlannedStep.Choice restore() {
        Decision decision =
                switch (archive.state()) {
                    case HIT, UNCHANGED -> new Decision(true, archive.reason());
                    case MISS -> nearest();
                    case NONE -> kept();
                };
        return new PlannedStep.Choice(decision, decision);
    }

    /** Where none fits, what comes nearest is unpacked, and then everything is built. */
    private Decision nearest() {
        String nearest = archive.keys().nearest();
        return nearest == null
                ? kept()
                : new Decision(true, archive.reason() + "; a restore key has found the archive of key " + nearest);
    }

    private Decision kept() {
        return dependencies && !fresh
                ? new Decision(true, archive.reason() + "; dependencies are kept")
                : Decision.skip(archive.reason());
    }

    /** What the build phase saves or restores is all that the run phase can have of it elsewhere. */
    PlannedStep.Choice bring() {
        boolean none = archive.state() == State.NONE;
        Decision decision = none ? Decision.skip(archive.reason()) : new Decision(true, archive.reason());
        return new PlannedStep.Choice(
                decision, none ? decision : new Decision(true, ifRestoreFails().reason()));
    }

    PlannedStep.Choice save() {
        Decision saved = new Decision(true, archive.reason());
        Decision decision =
                switch (archive.state()) {
                    case MISS -> saved;
                    case NONE ->
                        dependencies
                                ? new Decision(true, archive.reason() + "; dependencies are kept")
                                : Decision.skip(archive.reason());
                    case HIT -> Decision.skip("from cache");
                    case UNCHANGED -> Decision.skip("unchanged");
                };
        boolean none = archive.state() == State.NONE;
        return new PlannedStep.Choice(
                decision, none ? decision : new Decision(true, ifRestoreFails().reason()));
    }
}
