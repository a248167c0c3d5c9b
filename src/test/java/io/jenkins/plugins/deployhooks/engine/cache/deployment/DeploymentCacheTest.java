package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.Packings;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
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

/** The archives of a deployment, decided at one place and used at another. */
@Requirement({"S46", "S49"})
class DeploymentCacheTest {
    @TempDir
    private Path temporary;

    private Path root;
    private CacheStore store;

    @BeforeEach
    void open() throws Exception {
        root = Files.createDirectories(temporary.resolve("root"));
        Files.createDirectories(root.resolve("dist"));
        Files.writeString(root.resolve("dist/app.js"), "built");
        store = new DirectoryCacheStore(temporary.resolve("store"), Quota.DEFAULT, InstantSource.system());
    }

    private CacheSubject.Wish wish() throws Exception {
        Path definitions = Files.createDirectories(temporary.resolve("definitions"));
        Files.writeString(definitions.resolve("deploy-hooks.yml"), "version: 1\nbuild: make\ncache: {paths: [dist]}\n");
        Loaded loaded = DefinitionLoader.load(Request.of(definitions, Map.of()));
        return new CacheSubject.Wish(loaded.definition(), loaded.profile(), Facts.NONE);
    }

    private DeploymentCache decide(String id, List<String> scopes) throws Exception {
        DeploymentCache.Place place = new DeploymentCache.Place(scopes, root);
        TreeId clean = directory -> new TreeId.Checkout("0123", List.of());
        return DeploymentCache.decide(
                id,
                new DeploymentCache.Tree(place, clean, null),
                wish(),
                new DeploymentCache.Earlier(store.list(), null));
    }

    /** The same deployment at another place, of nothing but what was saved. */
    private DeploymentCache again(DeploymentCache cache, String id, DeploymentCache.Place place) throws Exception {
        String plan = SavedJson.write(SavedPlan.of(wish().definition(), cache.plan()));
        String decision = CacheJson.write(SavedCache.of(cache.decision()));
        SavedPlan saved = SavedJson.readPlan(plan);
        return DeploymentCache.of(
                id,
                place,
                new DeploymentCache.Decided(
                        saved.definition(),
                        saved.plan(),
                        CacheJson.readDecision(decision).decision()));
    }

    @Test
    void whatWasDecidedElsewhereSavesAndRestoresTheSameArchive() throws Exception {
        DeploymentCache.Place built = new DeploymentCache.Place(List.of("shop/main"), root);
        DeploymentCache first = again(decide("1", List.of("shop/main")), "1", built);
        assertThat(first.plan().archive().state()).isEqualTo(State.MISS);
        first.archives(store, Packings.SMALL).save();
        assertThat(store.list()).singleElement().satisfies(entry -> {
            assertThat(entry.creator()).isEqualTo("1");
            assertThat(entry.name().scope()).isEqualTo("shop/main");
            assertThat(entry.name().key())
                    .isEqualTo(first.decision().subject().key().text());
        });

        DeploymentCache second = decide("2", List.of("shop/main"));
        assertThat(second.plan().archive().state()).isEqualTo(State.HIT);
        Path other = Files.createDirectories(temporary.resolve("other"));
        again(second, "2", new DeploymentCache.Place(List.of("shop/main"), other))
                .archives(store, Packings.SMALL)
                .restore();
        assertThat(other.resolve("dist/app.js")).hasContent("built");
    }

    @Test
    @Requirement("S46")
    void anArchiveOfAnotherScopeIsReadAndTheOwnOneIsMade() throws Exception {
        decide("1", List.of("shop/main")).archives(store, Packings.SMALL).save();
        assertThat(decide("2", List.of("shop/PR-1")).plan().archive().state()).isEqualTo(State.MISS);
        assertThat(decide("3", List.of("shop/PR-1", "shop/main"))
                        .plan()
                        .archive()
                        .state())
                .isEqualTo(State.HIT);
        decide("4", List.of("shop/PR-1", "shop/main"))
                .archives(store, Packings.SMALL)
                .save();
        assertThat(store.list())
                .extracting(entry -> entry.name().scope())
                .containsExactlyInAnyOrder("shop/main", "shop/PR-1");
        assertThatThrownBy(() -> decide("5", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatADeploymentKeepsIsInItsScopes() throws Exception {
        assertThat(DeploymentCache.scopes("shop/main", wish().definition()))
                .containsExactly("shop/main", "dependencies of shop/main", "dependencies of shop/main beside it");
    }

    @Test
    @Requirement("S43")
    void aCacheInTheTreeOfTheAppIsNoPartOfWhatIsDeployed() throws Exception {
        Path kept = root.resolve("ca[c]he/{all}*");
        CacheSubject.Wish wish = wish();
        CacheSubject.Wish without = DeploymentCache.without(List.of(kept, root, temporary), root, wish);
        assertThat(without.definition().rules().cache().excludes()).containsExactly("ca\\[c\\]he/\\{all\\}\\*");
        assertThat(new Omissions(
                                root,
                                new Selection(List.of(), without.definition().excludes(), false))
                        .contain(kept))
                .isTrue();
        CacheSubject.Wish nowhere = DeploymentCache.without(List.of(root, temporary), root, wish);
        assertThat(nowhere).as("nothing else changes").isEqualTo(wish);
    }
}
