package io.jenkins.plugins.deployhooks.engine.cache.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.Packings;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requirement({"D4"})
class DependencyCacheTest {
    private static final CacheSpec.Dependencies ON = new CacheSpec.Dependencies(true, List.of(".tools", "../.m2"));

    @TempDir
    private Path temporary;

    private Path root;
    private CacheStore store;
    private DependencyCache cache;

    @BeforeEach
    void app() throws Exception {
        root = Files.createDirectories(temporary.resolve("apps/shop"));
        store = new DirectoryCacheStore(temporary.resolve("store"), Quota.DEFAULT, InstantSource.system());
        cache = new DependencyCache(
                root,
                List.of("shop"),
                store,
                (place, paths, fitting, as) -> archives(place, paths, fitting, as, store));
        write("package.json", "{}");
        write("node_modules/left-pad/index.js", "1");
        write(".tools/tool", "t");
        write("../.m2/a.jar", "jar");
        write("../other/file", "of somebody else");
    }

    private DependencyCache cache(String... projects) {
        return new DependencyCache(
                root,
                List.of(projects),
                store,
                (place, paths, fitting, as) -> archives(place, paths, fitting, as, store));
    }

    private static Archives archives(
            Path place, List<String> paths, Entry fitting, DependencyCache.As as, CacheStore store) {
        return new CachedArchives(
                new CachedArchives.Place(place, new Selection(paths, List.of(), true)),
                new CachedArchives.Keeping(fitting, as.name(), as.made()),
                store,
                Packings.of(Limits.DEFAULT));
    }

    private void write(String path, String text) throws Exception {
        Path file = root.resolve(path).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void removeAll() throws Exception {
        for (String path : List.of("node_modules", ".tools", "../.m2")) {
            Trees.delete(root.resolve(path).normalize());
        }
    }

    @Test
    void dependenciesComeBackAlsoThoseBesideTheApp() throws Exception {
        assertThat(cache.restore(ON))
                .containsExactly(
                        "no dependencies are kept yet for .tools, node_modules",
                        "no dependencies are kept yet for .m2");
        assertThat(cache.save(ON, "7", false))
                .containsExactly("dependencies kept: .tools, node_modules", "dependencies kept: .m2");
        removeAll();
        assertThat(cache.restore(ON))
                .containsExactly("dependencies restored: .tools, node_modules", "dependencies restored: .m2");
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("1");
        assertThat(root.resolve(".tools/tool")).hasContent("t");
        assertThat(root.resolveSibling(".m2/a.jar")).hasContent("jar");
        assertThat(root.resolveSibling("other/file")).hasContent("of somebody else");
    }

    @Test
    void theySurviveAChangedLockFile() throws Exception {
        cache.save(ON, "7", false);
        removeAll();
        write("package-lock.json", "changed");
        cache.restore(ON);
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("1");

        write("node_modules/left-pad/index.js", "2");
        cache.save(ON, "8", false);
        removeAll();
        cache.restore(ON);
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("2");
    }

    @Test
    void aPathThatIsAskedForLaterIsKeptAlthoughNothingElseChanged() throws Exception {
        CacheSpec.Dependencies fewer = new CacheSpec.Dependencies(true, List.of());
        cache.save(fewer, "7", false);
        assertThat(cache.restore(ON))
                .as("the ones before are the next best")
                .contains("dependencies restored: .tools, node_modules");
        cache.save(ON, "8", false);
        removeAll();
        cache.restore(ON);
        assertThat(root.resolve(".tools/tool")).hasContent("t");
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("1");
    }

    @Test
    void whereNothingDescribesThemTheNewestAreKept() throws Exception {
        Files.delete(root.resolve("package.json"));
        cache.save(ON, "7", false);
        write(".tools/tool", "newer");
        cache.save(ON, "8", false);
        removeAll();
        cache.restore(ON);
        assertThat(root.resolve(".tools/tool")).hasContent("newer");
        assertThat(root.resolve("node_modules")).doesNotExist();
    }

    @Test
    void withoutBeingAskedForThereIsNone() throws Exception {
        assertThat(cache.save(CacheSpec.Dependencies.NONE, "7", false)).isEmpty();
        assertThat(cache.restore(CacheSpec.Dependencies.NONE)).isEmpty();
    }

    @Test
    void thoseOfOtherProjectsAreUsedAndNeverReplaced() throws Exception {
        cache("main").save(ON, "1", false);
        write("node_modules/left-pad/index.js", "of a branch");
        assertThat(cache("branch", "main").save(ON, "2", false)).hasSize(2);
        removeAll();
        cache("branch", "main").restore(ON);
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("of a branch");
        cache("another branch", "main").restore(ON);
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("1");
        removeAll();
        assertThat(cache("stranger").restore(ON)).first().asString().startsWith("no dependencies are kept yet");
    }

    @Test
    void thoseThatFitExactlyAreBetterThanNearOnesOfItsOwn() throws Exception {
        cache("branch").save(ON, "1", false);
        write("package-lock.json", "changed");
        write("node_modules/left-pad/index.js", "2");
        cache("main").save(ON, "2", false);
        removeAll();
        cache("branch", "main").restore(ON);
        assertThat(root.resolve("node_modules/left-pad/index.js")).hasContent("2");
    }

    @Test
    void everyScopeItUsesIsTold() throws Exception {
        cache("main").save(ON, "1", false);
        assertThat(store.list())
                .extracting(entry -> entry.name().scope())
                .containsExactlyInAnyOrderElementsOf(DependencyCache.scopes("main"));
    }

    @Test
    @Requirement("S45")
    void thoseThatAreDamagedAreNotRestoredAndTheBuildGoesOn() throws Exception {
        cache.save(ON, "7", false);
        for (Entry entry : store.list()) {
            Path file = temporary.resolve("store/entries").resolve(entry.name().id());
            Files.writeString(file.resolve("archive"), "damaged");
        }
        removeAll();
        assertThat(cache.restore(ON))
                .hasSize(2)
                .allSatisfy(said -> assertThat(said).startsWith("dependencies are not restored: "));
        assertThat(root.resolve("node_modules")).doesNotExist();
    }

    @Test
    @Requirement("S45")
    void thoseThatCannotBeKeptAreNoFailure() throws Exception {
        Files.delete(temporary.resolve("store/staging"));
        Files.writeString(temporary.resolve("store/staging"), "in the way");
        assertThat(cache.save(ON, "7", false))
                .hasSize(2)
                .allSatisfy(said -> assertThat(said).startsWith("dependencies are not kept: "));
    }

    @Test
    void whatIsNotThereIsNotKept() throws Exception {
        removeAll();
        write(".tools/tool", "t");
        assertThat(cache.save(ON, "7", false)).containsExactly("dependencies kept: .tools");
    }

    @Test
    void thoseOfAnotherKindOfMachineAreNotUsed() throws Exception {
        cache.save(ON, "7", false);
        String arch = System.setProperty("os.arch", "another");
        try {
            assertThat(cache.restore(ON))
                    .allSatisfy(said -> assertThat(said).startsWith("no dependencies are kept yet for "));
        } finally {
            System.setProperty("os.arch", arch);
        }
        assertThat(cache.restore(ON)).allSatisfy(said -> assertThat(said).startsWith("dependencies restored: "));
    }

    @Test
    @Requirement("D6")
    void ofTheSameDescriptionTheFirstOnesStayUnlessARebuildReplacesThem() throws Exception {
        cache.save(ON, "7", false);
        cache.save(ON, "8", false);
        assertThat(store.list()).extracting(Entry::creator).containsOnly("7");
        cache.save(ON, "9", true);
        assertThat(store.list()).extracting(Entry::creator).containsOnly("9");
    }
}
