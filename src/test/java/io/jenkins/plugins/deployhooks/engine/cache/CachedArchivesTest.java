package io.jenkins.plugins.deployhooks.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.cache.stores.LayeredStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole archive, from one directory to the store and into another. */
class CachedArchivesTest {
    private static final Entry.Name NAME = new Entry.Name("main", "key");

    @TempDir
    private Path temporary;

    private Path built;
    private Path target;
    private CacheStore store;

    @BeforeEach
    void open() throws Exception {
        built = Files.createDirectories(temporary.resolve("built"));
        target = Files.createDirectories(temporary.resolve("target"));
        store = new DirectoryCacheStore(temporary.resolve("store"), Quota.DEFAULT, InstantSource.system());
        Files.createDirectories(built.resolve("dist"));
        Files.writeString(built.resolve("dist/app.js"), "built");
        Files.writeString(built.resolve("debug.log"), "noise");
    }

    private CachedArchives archives(Path root, Entry fitting, long limit) {
        return new CachedArchives(
                new CachedArchives.Place(root, new Selection(List.of(), List.of("*.log"), false)),
                new CachedArchives.Keeping(fitting, NAME, new CacheStore.Made(Map.of("tree", "1"), "7", false)),
                store,
                Packings.of(new Limits(1000, limit, 1000, Limits.Names.DEFAULT)));
    }

    private Entry saved() throws Exception {
        archives(built, null, 1_000_000).save();
        return store.find(new Wanted(List.of("main"), "key", List.of()));
    }

    @Test
    @Requirement({"S16", "S46", "D2"})
    void whatWasBuiltComesBack() throws Exception {
        Entry entry = saved();
        assertThat(entry.content().about()).containsEntry("format", "tar.zst").containsKeys("entries", "bytes");
        Files.writeString(target.resolve("own.txt"), "stays");
        Archives.Work work = archives(target, entry, 1_000_000).restore();
        assertThat(work.archive())
                .isEqualTo(new Archives.Archived("key", entry.content().bytes(), 2));
        assertThat(target.resolve("dist/app.js")).hasContent("built");
        assertThat(target.resolve("own.txt")).hasContent("stays");
        assertThat(target.resolve("debug.log")).doesNotExist();
    }

    @Test
    @Requirement({"S45"})
    void aDamagedArchiveIsAMissWithAReasonAndGone() throws Exception {
        Entry entry = saved();
        Path file =
                temporary.resolve("store/entries").resolve(entry.name().id()).resolve("archive");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> archives(target, entry, 1_000_000).restore())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("miss: the archive cannot be used: ")
                .hasMessageEndingWith("; it is removed from the cache");
        assertThat(target).isEmptyDirectory();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void anArchiveTooLargeForTheLimitsStays() throws Exception {
        Entry entry = saved();
        assertThatThrownBy(() -> archives(target, entry, 3).restore()).hasMessageStartingWith("miss: ");
        assertThat(target).isEmptyDirectory();
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void whatAnotherDeploymentHasSavedIsNotSaidToBeSavedAgain() throws Exception {
        Entry entry = saved();
        Archives.Work work = archives(built, null, 1_000_000).save();
        assertThat(work.archive()).isNull();
        assertThat(work.notes())
                .containsExactly(
                        "the archive of this key that deployment 7 has made is in the cache already and stays");
        assertThat(store.list()).containsExactly(entry);
    }

    @Test
    void whatIsGoneMeanwhileIsAMiss() throws Exception {
        Entry entry = saved();
        store.delete(entry.name().id());
        assertThatThrownBy(() -> archives(target, entry, 1_000_000).restore())
                .hasMessageContaining("was removed from the cache meanwhile");
        assertThatThrownBy(() -> archives(target, null, 1_000_000).restore()).hasMessage("no archive fits");
    }

    private CachedArchives archives(Path root, Entry fitting, CacheStore.Made made) {
        return new CachedArchives(
                new CachedArchives.Place(root, Selection.ALL),
                new CachedArchives.Keeping(fitting, NAME, made),
                store,
                Packings.SMALL);
    }

    @Test
    @Requirement({"S16", "S20"})
    void whatThisDeploymentHasSavedIsBroughtElsewhere() throws Exception {
        CacheStore.Made made = new CacheStore.Made(Map.of(), "7", false);
        assertThatThrownBy(() -> archives(target, null, made).bring())
                .isInstanceOf(IOException.class)
                .hasMessage("what the build phase has made cannot be brought here: there is no archive of it");
        archives(built, null, made).save();
        Archives.Work work = archives(target, null, made).bring();
        assertThat(work.archive()).isNotNull();
        assertThat(target.resolve("dist/app.js")).hasContent("built");
    }

    @Test
    @Requirement("D6")
    void whatAnotherDeploymentHasMadeIsNotBroughtForARebuild() throws Exception {
        Entry older = saved();
        CacheStore.Made rebuild = new CacheStore.Made(Map.of(), "8", true);
        assertThatThrownBy(() -> archives(target, older, rebuild).bring()).isInstanceOf(IOException.class);
        archives(built, null, rebuild).save();
        archives(target, older, rebuild).bring();
        assertThat(target.resolve("dist/app.js")).hasContent("built");
    }

    @Test
    @Requirement("S46")
    void whatWasRestoredOfAnotherScopeIsBroughtElsewhere() throws Exception {
        Entry own = saved();
        Entry other = store.save(new Entry.Name("primary", "key"), new CacheStore.Made(Map.of(), "3", false), file -> {
            try (CacheStore.Lease lease = store.open(own)) {
                Files.copy(lease.file(), file);
                return lease.entry().content();
            }
        });
        store.delete(NAME.id());
        CacheStore.Made made = new CacheStore.Made(Map.of(), "7", false);
        archives(target, other, made).bring();
        assertThat(target.resolve("dist/app.js")).hasContent("built");
        Entry near = new Entry(
                new Entry.Name("main", "key of another build"), Map.of(), other.content(), other.times(), "2");
        assertThatThrownBy(() -> archives(target, near, made).bring())
                .as("the archive of another build")
                .isInstanceOf(IOException.class);
    }

    @Test
    @Requirement("S45")
    void aDamagedArchiveOfSomebodyElseStaysAndThatIsSaid() throws Exception {
        Entry entry = saved();
        Files.writeString(
                temporary.resolve("store/entries").resolve(entry.name().id()).resolve("archive"), "damaged");
        CacheStore all = store;
        CacheStore own = new DirectoryCacheStore(temporary.resolve("own"), Quota.DEFAULT, InstantSource.system());
        store = new LayeredStore(
                new LayeredStore.Layer(own, Set.of("PR-1")), List.of(new LayeredStore.Layer(all, Set.of("main"))));
        assertThatThrownBy(() -> archives(target, entry, 1_000_000).restore())
                .hasMessageStartingWith("miss: the archive cannot be used: ")
                .hasMessageEndingWith("; it cannot be removed from the cache: it is one of main, who may remove it");
        assertThat(all.list()).extracting(Entry::name).containsExactly(NAME);
    }

    @Test
    void whatIsSavedIsSaidToHaveItsEntriesAndBytes() throws Exception {
        Archives.Work work = archives(built, null, 1_000_000).save();
        Entry entry = store.find(new Wanted(List.of("main"), "key", List.of()));
        assertThat(work.archive())
                .isEqualTo(new Archives.Archived("key", entry.content().bytes(), 2));
        assertThat(CachedArchives.entries(new Entry.Content(1, "", Map.of("entries", "many"))))
                .isZero();
        assertThat(CachedArchives.entries(new Entry.Content(1, "", Map.of()))).isZero();
    }
}
