package io.jenkins.plugins.deployhooks.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions.Revision;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.cache.key.Keys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an archive fits, and what is said about it. */
class CacheDecisionTest {
    private static final String YAML = """
        profile: platform-sh
        env: {build: {MODE: fast}, run: {PORT: "80"}}
        hooks: {deploy: migrate}
        cache: {key: "lock-{{ files('package-lock.json') }}", restoreKeys: "lock-"}
        """;

    private static final String COMMIT = "0123456789abcdef";
    private static final Facts FACTS = Facts.NONE.with(new Facts.Source("main", COMMIT, null));

    @TempDir
    private Path temporary;

    private Path root;
    private Keys keys;
    private CacheStore store;
    private LastDeployments last;

    @BeforeEach
    void open() throws Exception {
        root = Files.createDirectories(temporary.resolve("root"));
        Files.writeString(root.resolve("package-lock.json"), "1");
        keys = new Keys(Files.createDirectories(temporary.resolve("definitions")), root);
        store = new DirectoryCacheStore(temporary.resolve("store"), Quota.DEFAULT, InstantSource.system());
        last = new LastDeployments(temporary.resolve("last"), "shop");
    }

    private CacheDecision decide(String yaml) throws Exception {
        Loaded loaded = keys.load(yaml);
        Target target = loaded.definition().target();
        CacheSubject.Wish wish = new CacheSubject.Wish(loaded.definition(), loaded.profile(), FACTS);
        CacheSubject subject = CacheSubject.of(wish, keys.keys(), new RunParts(root, loaded.profile()));
        return CacheDecision.of(
                subject, List.of("main"), store.list(), last.of(target).certain());
    }

    /** What a deployment that succeeds leaves. */
    private CacheDecision deploy(String yaml, String id) throws Exception {
        CacheDecision decision = decide(yaml);
        store.save(
                new Entry.Name("main", key(decision).text()),
                new CacheStore.Made(key(decision).parts(), id, false),
                file -> {
                    Files.writeString(file, "");
                    return new Entry.Content(0, "sha256:" + "0".repeat(64), Map.of());
                });
        Target target = keys.load(yaml).definition().target();
        last.begun(target, Revision.unknown(id), last.of(target).revisions());
        last.ended(
                target,
                id,
                new LastDeployments.End(
                        "SUCCESS",
                        new LastDeployment(
                                id,
                                COMMIT,
                                key(decision).parts(),
                                decision.subject().runParts()),
                        true));
        return decision;
    }

    private static BuildKey key(CacheDecision decision) {
        return decision.subject().key();
    }

    @Test
    @Requirement({"S46", "S50"})
    void theFirstDeploymentBuilds() throws Exception {
        CacheDecision decision = deploy(YAML, "1");
        assertThat(decision.archive())
                .isEqualTo(new Facts.Archive(
                        State.MISS,
                        "miss: no archive yet",
                        null,
                        new Facts.Archive.Keys(key(decision).text(), null)));
        assertThat(decision.fitting()).isNull();
        assertThat(decision.nearest()).isNull();
    }

    @Test
    @Requirement({"S47", "S49"})
    void withoutAnyChangeItIsARedeployThatNamesTheDeploymentItReuses() throws Exception {
        deploy(YAML, "1");
        CacheDecision decision = decide(YAML);
        assertThat(decision.archive())
                .isEqualTo(new Facts.Archive(
                        State.UNCHANGED,
                        "unchanged since deployment 1",
                        "1",
                        new Facts.Archive.Keys(key(decision).text(), null)));
        assertThat(decision.fitting()).isNotNull();
    }

    @Test
    @Requirement({"S46", "S50"})
    void aChangedRunTimeVariableIsADeploymentFromCache() throws Exception {
        deploy(YAML, "1");
        CacheDecision decision = decide(YAML.replace("80", "81"));
        assertThat(decision.archive().state()).isEqualTo(State.HIT);
        assertThat(decision.archive().reason())
                .startsWith("hit: archive ")
                .endsWith(" of deployment 1; since deployment 1: part run-time variable PORT changed");
    }

    @Test
    @Requirement({"S46"})
    void aChangedDeployHookIsADeploymentFromCache() throws Exception {
        deploy(YAML, "1");
        assertThat(decide(YAML.replace("migrate", "migrate all")).archive().state())
                .isEqualTo(State.HIT);
    }

    @Test
    @Requirement({"S50"})
    void aChangedFileOrVariableIsAMissThatNamesIt() throws Exception {
        deploy(YAML, "1");
        assertThat(decide(YAML.replace("fast", "slow")).archive().reason())
                .isEqualTo("miss: key part variable MODE changed");
        Files.writeString(root.resolve("package-lock.json"), "2");
        CacheDecision decision = decide(YAML);
        assertThat(decision.archive().reason()).isEqualTo("miss: key part package-lock.json changed");
        assertThat(decision.fitting()).isNull();
        assertThat(decision.nearest()).isNotNull();
    }

    @Test
    @Requirement({"S46"})
    void anOlderBuildIsFoundAgain() throws Exception {
        deploy(YAML, "1");
        deploy(YAML.replace("fast", "slow"), "2");
        CacheDecision decision = decide(YAML);
        assertThat(decision.archive().state()).isEqualTo(State.HIT);
        assertThat(decision.archive().reason()).endsWith("since deployment 2: key part variable MODE changed");
    }

    @Test
    void anArchiveThatIsGoneIsAMissThatSaysSo() throws Exception {
        CacheDecision decision = deploy(YAML, "1");
        store.delete(new Entry.Name("main", key(decision).text()).id());
        assertThat(decide(YAML).archive().reason()).isEqualTo("miss: no archive of this key is in the cache");
    }

    @Test
    void aDeploymentThatFailedMakesNoRedeploy() throws Exception {
        deploy(YAML, "1");
        Target target = keys.load(YAML).definition().target();
        last.begun(target, Revision.unknown("2"), last.of(target).revisions());
        assertThat(decide(YAML).archive().state())
                .as("while it runs, or was killed")
                .isEqualTo(State.HIT);
        last.ended(target, "2", new LastDeployments.End("FAILED", null, true));
        assertThat(last.of(target).result()).isEqualTo("FAILED");
        assertThat(decide(YAML).archive().state()).isEqualTo(State.HIT);
        Files.writeString(temporary.resolve("last/x.json"), "{");
        assertThat(new LastDeployments(temporary.resolve("last"), "other")
                        .of(keys.load(YAML).definition().target()))
                .isEqualTo(LastDeployments.Memory.NONE);
    }

    @Test
    void whereTwoRunAtOnceNobodyKnowsWhatRunsThere() throws Exception {
        deploy(YAML, "1");
        Target target = keys.load(YAML).definition().target();
        LastDeployment any = last.of(target).last();
        last.begun(target, Revision.unknown("2"), last.of(target).revisions());
        last.begun(target, Revision.unknown("3"), last.of(target).revisions());
        last.ended(target, "2", new LastDeployments.End("SUCCESS", any, true));
        assertThat(last.of(target).certain()).isNull();
        last.ended(target, "3", new LastDeployments.End("SUCCESS", any, true));
        assertThat(last.of(target).certain()).as("2 may have launched after 3").isNull();
        last.begun(target, Revision.unknown("4"), last.of(target).revisions());
        last.ended(target, "4", new LastDeployments.End("SUCCESS", any, true));
        assertThat(last.of(target).certain()).isEqualTo(any);
    }

    @Test
    void whatEndsWhileAnOlderOneStillRunsIsNotCertain() throws Exception {
        deploy(YAML, "1");
        Target target = keys.load(YAML).definition().target();
        LastDeployment any = last.of(target).last();
        last.begun(target, Revision.unknown("2"), last.of(target).revisions());
        last.begun(target, Revision.unknown("3"), last.of(target).revisions());
        last.ended(target, "3", new LastDeployments.End("SUCCESS", any, true));
        assertThat(last.of(target).certain()).as("2 may launch now").isNull();
        last.begun(target, Revision.unknown("4"), last.of(target).revisions());
        last.ended(target, "2", new LastDeployments.End("SUCCESS", any, true));
        last.ended(target, "4", new LastDeployments.End("SUCCESS", any, true));
        assertThat(last.of(target).certain()).isNull();
    }

    @Test
    @Requirement({"D7"})
    void theSameCommitIsKnownByItsIdAndItsFiles() throws Exception {
        deploy(YAML, "1");
        assertThat(decide(YAML).facts(FACTS).source().deployedBy()).isEqualTo("1");
        assertThat(decide(YAML.replace("fast", "slow")).facts(FACTS).source().deployedBy())
                .as("with another variable it is still the same commit")
                .isEqualTo("1");
        Facts other = FACTS.with(new Facts.Source(null, "fedcba9", null));
        assertThat(decide(YAML).facts(other).source().deployedBy()).isNull();
        keys.trees(directory -> new TreeId.Checkout("4567", List.of()));
        assertThat(decide(YAML).facts(FACTS).source().deployedBy()).isNull();
    }

    private CacheDecision first(String yaml) throws Exception {
        Loaded loaded = keys.load(yaml);
        CacheSubject.Wish wish = new CacheSubject.Wish(loaded.definition(), loaded.profile(), FACTS);
        CacheSubject subject = CacheSubject.of(wish, keys.keys(), new RunParts(root, loaded.profile()));
        return CacheDecision.of(subject, List.of("main"), store.list(), null);
    }

    @Test
    @Requirement({"S46", "S50"})
    void whereNothingWasDeployedYetTheNewestArchiveOfItsOwnTellsWhatChanged() throws Exception {
        String yaml = YAML.replace(", restoreKeys: \"lock-\"", "");
        deploy(yaml, "1");
        deploy(yaml.replace("fast", "slow"), "2");
        BuildKey other = key(decide(yaml.replace("MODE", "OTHER")));
        store.save(new Entry.Name("PR-1", other.text()), new CacheStore.Made(other.parts(), "3", false), file -> {
            Files.writeString(file, "");
            return new Entry.Content(0, "sha256:" + "0".repeat(64), Map.of());
        });
        assertThat(first(yaml).archive().reason())
                .isEqualTo("hit: archive "
                        + new Entry.Name("main", key(decide(yaml)).text()).id().substring(0, 12)
                        + " of deployment 1");
        Files.writeString(root.resolve("package-lock.json"), "2");
        assertThat(first(yaml.replace("fast", "slow")).archive().reason())
                .isEqualTo("miss: key part package-lock.json changed");
        assertThat(first(yaml.replace("fast", "slow")).facts(FACTS).source().deployedBy())
                .isNull();
    }
}
