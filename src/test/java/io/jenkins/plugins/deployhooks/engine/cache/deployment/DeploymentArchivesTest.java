package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.Packings;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.cache.key.TreeId;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Facts.Archive.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unpacked before a build and instead of one, and what is kept of it: the archive, and dependencies beside it. */
@Requirement({"D4", "S46"})
class DeploymentArchivesTest {
    private static final List<String> SCOPES = List.of("shop/main");

    @TempDir
    private Path temporary;

    private Path root;
    private CacheStore store;
    private String tree = "0123";

    @BeforeEach
    void build() throws Exception {
        root = Files.createDirectories(temporary.resolve("root"));
        store = new DirectoryCacheStore(temporary.resolve("store"), Quota.DEFAULT, InstantSource.system());
        write("package.json", "{}");
        write("node_modules/left-pad/index.js", "module");
        write("dist/app.js", "built");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private Loaded load(String... more) throws Exception {
        Path definitions = Files.createDirectories(temporary.resolve("definitions"));
        Files.writeString(
                definitions.resolve("deploy-hooks.yml"),
                """
                version: 1
                build: make
                cache: {paths: [dist], key: "v1-{{ tree }}", restoreKeys: ["v1-"], dependencies: true%s}
                """.formatted(more.length > 0 ? more[0] : "") + (more.length > 1 ? more[1] : ""));
        Loaded loaded = DefinitionLoader.load(Request.of(definitions, Map.of()));
        assertThat(loaded.errors()).isEmpty();
        return loaded;
    }

    private DeploymentCache decide(String id, String... more) throws Exception {
        Loaded loaded = load(more);
        TreeId checkout = directory -> new TreeId.Checkout(tree, List.of());
        return DeploymentCache.decide(
                id,
                new DeploymentCache.Tree(new DeploymentCache.Place(SCOPES, root), checkout, null),
                new CacheSubject.Wish(loaded.definition(), loaded.profile(), Facts.NONE),
                new DeploymentCache.Earlier(store.list(), null));
    }

    private Archives.Work restore(DeploymentCache cache) throws Exception {
        Trees.delete(root.resolve("dist"));
        Trees.delete(root.resolve("node_modules"));
        return cache.archives(store, Packings.SMALL).restore();
    }

    /** The key of what the first deployment has built, after the archive of it has gone bad. */
    private String damaged() throws Exception {
        DeploymentCache first = decide("1");
        first.archives(store, Packings.SMALL).save();
        String key = first.decision().subject().key().text();
        Path archive = temporary
                .resolve("store/entries")
                .resolve(new Entry.Name("shop/main", key).id())
                .resolve("archive");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        return key;
    }

    @Test
    void fromCacheTheArchiveIsAll() throws Exception {
        Archives.Work saved = decide("1").archives(store, Packings.SMALL).save();
        assertThat(saved.archive()).isNotNull();
        assertThat(saved.notes()).containsExactly("dependencies kept: node_modules");
        DeploymentCache second = decide("2");
        assertThat(second.plan().archive().state()).isEqualTo(State.HIT);
        Archives.Work restored = restore(second);
        assertThat(restored.archive()).isEqualTo(saved.archive());
        assertThat(restored.notes()).isEmpty();
        assertThat(root.resolve("dist/app.js")).hasContent("built");
        assertThat(root.resolve("node_modules")).doesNotExist();
    }

    @Test
    @Requirement("S45")
    void whereTheArchiveCannotBeUsedTheBuildHasItsDependencies() throws Exception {
        damaged();
        assertThatThrownBy(() -> restore(decide("2")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("miss: the archive cannot be used: ")
                .hasMessageEndingWith("; dependencies restored: node_modules");
        assertThat(root.resolve("dist")).doesNotExist();
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("module");
    }

    @Test
    @Requirement("X11")
    void whatARestoreKeyHasFoundIsUnpackedBeforeTheBuild() throws Exception {
        Archives.Work saved = decide("1").archives(store, Packings.SMALL).save();
        tree = "4567";
        DeploymentCache second = decide("2");
        assertThat(second.plan().archive().state()).isEqualTo(State.MISS);
        Archives.Work restored = restore(second);
        assertThat(restored.archive()).isEqualTo(saved.archive());
        assertThat(restored.notes())
                .containsExactly(
                        "unpacked the archive of key " + saved.archive().key()
                                + ", which a restore key has found; everything is built",
                        "dependencies restored: node_modules");
        assertThat(root.resolve("dist/app.js")).hasContent("built");
    }

    @Test
    @Requirement({"S45", "X11"})
    void whatARestoreKeyHasFoundAndIsDamagedIsNoFailure() throws Exception {
        String key = damaged();
        tree = "4567";
        Archives.Work restored = restore(decide("2"));
        assertThat(restored.archive()).isNull();
        assertThat(restored.notes())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("the archive of key " + key
                        + ", which a restore key has found, is not used: the archive cannot be used: ");
        assertThat(restored.notes()).last().isEqualTo("dependencies restored: node_modules");
        assertThat(root.resolve("dist")).doesNotExist();
    }

    @Test
    @Requirement("D6")
    void aRebuildTakesNeitherArchiveNorDependenciesAndReplacesBoth() throws Exception {
        decide("1").archives(store, Packings.SMALL).save();
        DeploymentCache rebuild = decide("2", "", "rebuild: true\n");
        Archives.Work restored = restore(rebuild);
        assertThat(restored.archive()).isNull();
        assertThat(restored.notes()).isEmpty();
        assertThat(root.resolve("node_modules")).doesNotExist();
        build();
        rebuild.archives(store, Packings.SMALL).save();
        assertThat(store.list()).hasSize(2).extracting(Entry::creator).containsOnly("2");
    }

    @Test
    @Requirement("S19")
    void withoutArchivesTheDependenciesAreKeptAlone() throws Exception {
        Archives.Work saved =
                decide("1", ", enabled: false").archives(store, Packings.SMALL).save();
        assertThat(saved.archive()).isNull();
        assertThat(saved.notes()).containsExactly("dependencies kept: node_modules");
        assertThat(store.list())
                .singleElement()
                .extracting(entry -> entry.name().scope())
                .isEqualTo("dependencies of shop/main");
        assertThat(restore(decide("2", ", enabled: false")).notes())
                .containsExactly("dependencies restored: node_modules");
    }

    @Test
    @Requirement("S20")
    void whatIsBroughtToTheRunPhaseIsTheArchiveAlone() throws Exception {
        DeploymentCache cache = decide("1");
        cache.archives(store, Packings.SMALL).save();
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Archives.Work brought = DeploymentCache.of(
                        "1",
                        new DeploymentCache.Place(SCOPES, elsewhere),
                        new DeploymentCache.Decided(load().definition(), cache.plan(), cache.decision()))
                .archives(store, Packings.SMALL)
                .bring();
        assertThat(brought.archive()).isNotNull();
        assertThat(brought.notes()).isEmpty();
        assertThat(elsewhere.resolve("dist/app.js")).hasContent("built");
        assertThat(elsewhere.resolve("node_modules")).doesNotExist();
    }
}
