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
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a repository gets into the archive of a deployment, and into that of its dependencies. */
class DeploymentPlaceTest {
    @TempDir
    private Path temporary;

    private Path root;
    private CacheStore store;

    @BeforeEach
    void files() throws Exception {
        root = Files.createDirectories(temporary.resolve("root"));
        store = new DirectoryCacheStore(temporary.resolve("store"), Quota.DEFAULT, InstantSource.system());
        write("dist/app.js");
        write("ci/start.sh");
        write(".git/HEAD");
        write("apps/shop/package.json");
        write("apps/shop/node_modules/m.js");
    }

    private void write(String path) throws Exception {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), path);
    }

    private Loaded load(String yaml) throws Exception {
        Path definitions = Files.createDirectories(temporary.resolve("definitions"));
        Files.writeString(definitions.resolve("deploy-hooks.yml"), "version: 1\n" + yaml);
        Loaded loaded = DefinitionLoader.load(Request.of(definitions, Map.of()));
        assertThat(loaded.errors()).isEmpty();
        return loaded;
    }

    private Archives archives(String yaml) throws Exception {
        Loaded loaded = load(yaml);
        TreeId clean = directory -> new TreeId.Checkout("0123", List.of());
        return DeploymentCache.decide(
                        "1",
                        new DeploymentCache.Tree(new DeploymentCache.Place(List.of("shop/main"), root), clean, null),
                        new CacheSubject.Wish(loaded.definition(), loaded.profile(), Facts.NONE),
                        new DeploymentCache.Earlier(store.list(), null))
                .archives(store, Packings.SMALL);
    }

    /** What is there after the archive of {@code yaml} was saved, everything deleted, and the archive restored. */
    private Archives.Work again(String yaml) throws Exception {
        Archives.Work saved = archives(yaml).save();
        Trees.delete(root);
        Files.createDirectories(root);
        archives(yaml).restore();
        return saved;
    }

    @ParameterizedTest
    @CsvSource({"dist, false", ".git, true", "./.git/HEAD, true", ".github, false"})
    @Requirement("D10b")
    void whatGitKeepsIsArchivedWhereItIsNamed(String path, boolean archived) throws Exception {
        again("build: make\ncache: {paths: [dist, " + path + "]}\n");
        assertThat(Files.exists(root.resolve(".git/HEAD"))).isEqualTo(archived);
        assertThat(root.resolve("dist/app.js")).exists();
    }

    @Test
    @Requirement("D3")
    void aScriptThatIsNeededLaterIsArchivedAndThatIsSaid() throws Exception {
        String hooks = "hooks: {preRun: ./ci/start.sh}\n";
        Archives.Work saved = again("build: make\ncache: {paths: [dist]}\n" + hooks);
        assertThat(saved.notes()).containsExactly("ci/start.sh is archived too, since preRun/start needs it (D3)");
        assertThat(saved.archive()).isNotNull();
        assertThat(root.resolve("ci/start.sh")).exists();
        assertThat(archives("build: make\ncache: {paths: [dist, ci]}\n" + hooks)
                        .save()
                        .notes())
                .as("it is in the archive anyway")
                .noneMatch(note -> note.contains("D3"));
    }

    @Test
    void withoutPathsEverythingIsInTheArchiveAndNothingIsSaid() throws Exception {
        Archives.Work saved = again("build: make\nhooks: {preRun: ./ci/start.sh}\n");
        assertThat(saved.notes()).isEmpty();
        assertThat(root.resolve("ci/start.sh")).exists();
    }

    @Test
    @Requirement({"D4", "D17"})
    void dependenciesAreThoseOfTheFolderOfTheApp() throws Exception {
        String yaml = "app: shop\nfolder: apps/../apps/shop\nbuild: make\ncache: {paths: [dist], dependencies: true}\n";
        assertThat(archives(yaml).save().notes()).containsExactly("dependencies kept: node_modules");
        assertThat(DeploymentCache.scopes("shop/main", load(yaml).definition()))
                .containsExactly(
                        "shop/main", "dependencies of shop/main shop", "dependencies of shop/main shop beside it")
                .containsAll(
                        store.list().stream().map(entry -> entry.name().scope()).toList());
    }

    @Test
    @Requirement("S45")
    void withoutDependenciesAnArchiveThatIsDamagedIsAllThatIsSaid() throws Exception {
        String yaml = "build: make\ncache: {paths: [dist]}\n";
        archives(yaml).save();
        Path entry = temporary
                .resolve("store/entries")
                .resolve(store.list().get(0).name().id());
        Files.writeString(entry.resolve("archive"), "damaged");
        Archives archives = archives(yaml);
        assertThatThrownBy(archives::restore)
                .hasMessageStartingWith("miss: the archive cannot be used: ")
                .hasMessageEndingWith("; it is removed from the cache");
    }
}
