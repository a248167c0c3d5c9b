package io.jenkins.plugins.deployhooks.pipeline.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.deployhooks.agent.archive.LookAtTree;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.Rules.SameCommitPolicy;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.io.IOException;
import java.util.HashMap;
import java.util.function.Consumer;

/** Decides whether a deployment keeps archives and whether one fits, and plans it. */
public final class ArchiveChoice {
    /** How often an archive may go between the look and the decision. */
    private static final int DECISIONS = 3;

    private final JobArchives job;
    private final Boolean argument;
    private final Consumer<String> warnings;

    @CheckForNull
    private final String obstacle;

    @CheckForNull
    private Built built;

    /**
     * For deployments of {@code job}.
     *
     * @param argument what the step says of archives; null: nothing
     * @param warnings hears why archives cannot be used
     * @param obstacle why no archive can be kept whoever asks; null: nothing is in the way
     */
    public ArchiveChoice(
            JobArchives job, @CheckForNull Boolean argument, Consumer<String> warnings, @CheckForNull String obstacle) {
        this.job = job;
        this.argument = argument;
        this.warnings = warnings;
        this.obstacle = obstacle;
    }

    /**
     * A plan.
     *
     * @param plan what will happen
     * @param decision whether an archive fits; null: nobody asked
     * @param source what is deployed
     */
    public record Planned(Plan plan, @CheckForNull CacheDecision decision, Facts.Source source) {}

    /**
     * What was built already, for another instance of the same app.
     *
     * @param key of its archive
     * @param commit of which it was built; null: not known
     * @param alone whether the other instance has no build phase, so that it cannot build anew
     */
    public record Built(BuildKey key, @CheckForNull String commit, boolean alone) {}

    /** The same for an instance that is not built by itself where {@code known} is of the same commit; null: it is. */
    public ArchiveChoice of(@CheckForNull Built known) {
        built = known;
        return this;
    }

    /** What is deployed, by the key under which it was built. */
    private CacheSubject builtBefore(CacheSubject subject, Definition definition, @CheckForNull String commit) {
        Rules.Choices choices = definition.rules().choices();
        boolean anew = choices.rebuild() || choices.sameCommit() == SameCommitPolicy.REBUILD;
        // What is not known is not the same.
        return built == null || anew && !built.alone() || commit == null || !commit.equals(built.commit())
                ? subject
                : new CacheSubject(built.key(), subject.runParts());
    }

    /** The plan of a deployment that keeps no archives at all. */
    public static Planned without(CacheSubject.Wish wish) {
        return new Planned(
                Planner.plan(wish.definition(), wish.profile(), wish.facts()),
                null,
                wish.facts().source());
    }

    /**
     * The plan of {@code wish}.
     *
     * @param workspace the root of the repository
     * @param last the last successful deployment to the same place; null: not known
     * @throws IOException if the agent cannot be asked
     */
    public Planned plan(CacheSubject.Wish wish, FilePath workspace, @CheckForNull LastDeployment last)
            throws IOException, InterruptedException {
        Facts facts = wish.facts();
        String refusal = refusal(wish.definition(), wish.profile());
        if (refusal != null && wish.definition().rules().choices().sameCommit() == SameCommitPolicy.RESTART) {
            return without(none(wish, refusal));
        }
        LookAtTree.Found found = workspace.act(new LookAtTree(
                SavedPlan.of(wish.definition(), Planner.plan(wish.definition(), wish.profile(), facts)),
                new LookAtTree.Around(
                        facts.source().branch(),
                        facts.source().commit(),
                        new HashMap<>(facts.env()),
                        new HashMap<>(wish.parts())),
                AgentArchives.directories(workspace, job.own())));
        CacheSubject subject;
        CacheDecision decision;
        try {
            subject = builtBefore(found.checked(), wish.definition(), found.commit());
            decision = decide(subject, wish.definition(), last);
        } catch (IOException e) {
            warnings.accept("it is not known whether an archive fits: " + e.getMessage());
            return without(none(wish, "no archives: the cache cannot be used"));
        }
        Facts.Source source = facts.source().of(found.commit());
        Facts known = decision.facts(facts.with(source));
        if (refusal != null) {
            known = none(new CacheSubject.Wish(wish.definition(), wish.profile(), known), refusal)
                    .facts();
        }
        return new Planned(Planner.plan(wish.definition(), wish.profile(), known), decision, source);
    }

    /** An archive that was decided on stays until the deployment is over. */
    private CacheDecision decide(CacheSubject subject, Definition definition, @CheckForNull LastDeployment last)
            throws IOException, InterruptedException {
        for (int i = 0; i < DECISIONS; i++) {
            CacheDecision decision =
                    CacheDecision.of(subject, job.scopes(), job.open(definition).list(), last);
            Entry fitting = decision.fitting();
            if (fitting == null || job.keep(fitting, definition)) {
                return decision;
            }
        }
        throw new IOException("the archives that fit were removed, one after the other");
    }

    private static CacheSubject.Wish none(CacheSubject.Wish wish, String reason) {
        Facts.Archive none = new Facts.Archive(Facts.Archive.State.NONE, reason, null);
        return new CacheSubject.Wish(
                wish.definition(), wish.profile(), wish.facts().with(none));
    }

    /** Why no archives are kept; null: they are. */
    @CheckForNull
    private String refusal(Definition definition, Profile profile) {
        if (Boolean.FALSE.equals(argument)) {
            return "no archives: cache is false";
        }
        if (obstacle != null) {
            return "no archives: " + obstacle;
        }
        boolean asked = argument != null
                || !definition.rules().cache().paths().isEmpty()
                || profile.habits().archives();
        return asked
                ? null
                : "no archives: neither cache.paths nor the profile asks for them; with cache: true the whole"
                        + " workspace is kept";
    }
}
