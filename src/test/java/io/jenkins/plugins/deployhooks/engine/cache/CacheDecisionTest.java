package io.jenkins.plugins.deployhooks.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.key.Keys;
import io.jenkins.plugins.deployhooks.engine.cache.key.RunParts;
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
        return CacheDecision.of(
                new CacheDecision.Question(loaded.definition(), loaded.profile(), Facts.NONE, List.of("main")),
                new CacheDecision.Sources(keys.keys(), new RunParts(root, loaded.profile()), store, last.of(target)));
    }

    /** What a deployment that succeeds leaves. */
    private CacheDecision deploy(String yaml, String id) throws Exception {
        CacheDecision decision = decide(yaml);
        store.save(
                new Entry.Name("main", decision.key().text()),
                new CacheStore.Made(decision.key().parts(), id, false),
                file -> {
                    Files.writeString(file, "");
                    return new Entry.Content(0, "sha256:" + "0".repeat(64), Map.of());
                });
        last.remember(
                keys.load(yaml).definition().target(),
                new LastDeployment(id, null, decision.key().parts(), decision.runParts()));
        return decision;
    }

    @Test
    @Requirement({"S46", "S50"})
    void theFirstDeploymentBuilds() throws Exception {
        CacheDecision decision = deploy(YAML, "1");
        assertThat(decision.archive()).isEqualTo(new Facts.Archive(State.MISS, "miss: no archive yet", null));
        assertThat(decision.fitting()).isNull();
        assertThat(decision.nearest()).isNull();
    }

    @Test
    @Requirement({"S47", "S49"})
    void withoutAnyChangeItIsARedeployThatNamesTheDeploymentItReuses() throws Exception {
        deploy(YAML, "1");
        CacheDecision decision = decide(YAML);
        assertThat(decision.archive())
                .isEqualTo(new Facts.Archive(State.UNCHANGED, "unchanged since deployment 1", "1"));
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
                .endsWith(" of 1; since deployment 1: part run-time variable PORT changed");
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
        store.delete(new Entry.Name("main", decision.key().text()).id());
        assertThat(decide(YAML).archive().reason())
                .isEqualTo("miss: the archive of this key is not in the cache any more");
    }

    @Test
    void aDeploymentThatFailedMakesNoRedeploy() throws Exception {
        deploy(YAML, "1");
        last.forget(keys.load(YAML).definition().target());
        assertThat(decide(YAML).archive().state()).isEqualTo(State.HIT);
        Files.writeString(temporary.resolve("last/x.json"), "{");
        assertThat(new LastDeployments(temporary.resolve("last"), "other")
                        .of(keys.load(YAML).definition().target()))
                .isNull();
    }
}
