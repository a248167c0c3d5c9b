package io.jenkins.plugins.deployhooks.engine.cache.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import io.jenkins.plugins.deployhooks.engine.cache.stores.LayeredStore.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change request reads the archives of its target and of the primary branch, and writes its own alone. */
@Requirement("S46")
class LayeredStoreTest {
    private static final List<String> SCOPES = List.of("PR-1", "release", "main");

    @TempDir
    private Path temporary;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private CacheStore pr;
    private CacheStore release;
    private CacheStore main;
    private LayeredStore layered;

    @BeforeEach
    void open() throws Exception {
        pr = store("PR-1");
        release = store("release");
        main = store("main");
        layered = new LayeredStore(
                new Layer(pr, Set.of("PR-1")),
                List.of(new Layer(release, Set.of("release")), new Layer(main, Set.of("main"))));
    }

    private CacheStore store(String name) throws Exception {
        return new DirectoryCacheStore(temporary.resolve(name), Quota.DEFAULT, () -> now);
    }

    private Entry save(CacheStore store, String scope, String key) throws Exception {
        now = now.plusSeconds(60);
        return store.save(
                new Entry.Name(scope, key),
                new CacheStore.Made(Map.of(), "by " + scope, false),
                file -> content(file, scope));
    }

    private static Entry.Content content(Path file, String text) throws IOException {
        Files.writeString(file, text);
        String digest = HexFormat.of().formatHex(FileDigests.sha256().digest(Files.readAllBytes(file)));
        return new Entry.Content(text.length(), "sha256:" + digest, Map.of());
    }

    private Entry find(String key, String... restoreKeys) throws Exception {
        return layered.find(new Wanted(SCOPES, key, List.of(restoreKeys)));
    }

    private String read(Entry entry) throws Exception {
        try (CacheStore.Lease lease = layered.open(entry)) {
            return Files.readString(lease.file());
        }
    }

    /** Every file of the store {@code name} but for locks, and when it was written last. */
    private Map<String, String> files(String name) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path root = temporary.resolve(name);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString(),
                        file.endsWith("entry.json")
                                ? Files.readString(file)
                                : Files.getLastModifiedTime(file).toString());
            }
        }
        files.remove("gate");
        return files;
    }

    @Test
    void theOwnArchiveComesFirstThenThoseOfTheOthersInTheirOrder() throws Exception {
        assertThat(find("k")).isNull();
        save(main, "main", "k");
        assertThat(read(find("k"))).isEqualTo("main");
        save(release, "release", "k");
        assertThat(read(find("k"))).isEqualTo("release");
        save(layered, "PR-1", "k");
        assertThat(read(find("k"))).isEqualTo("PR-1");
        assertThat(layered.list()).extracting(entry -> entry.name().scope()).containsExactly("PR-1", "release", "main");
        assertThat(layered.find(new Wanted(List.of("main", "PR-1"), "k", List.of()))
                        .name()
                        .scope())
                .as("whoever asks says what comes first")
                .isEqualTo("main");
    }

    @Test
    void anExactArchiveOfAnotherIsBetterThanANearOneOfItsOwn() throws Exception {
        save(pr, "PR-1", "node20-a");
        save(main, "main", "node20-b");
        assertThat(find("node20-b", "node20-").name().scope()).isEqualTo("main");
        assertThat(find("node20-c", "node20-").name().scope()).isEqualTo("PR-1");
    }

    @Test
    void nothingOfAnotherStoreIsChangedButTheTimeOfUse() throws Exception {
        Entry other = save(main, "main", "k");
        Map<String, String> before = files("main");
        assertThatThrownBy(() -> save(layered, "main", "another"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one of main");
        assertThat(layered.delete(other.name().id())).isFalse();
        assertThat(layered.verify()).isEmpty();
        now = now.plusSeconds(3600);
        try (CacheStore.Lease lease = layered.open(other)) {
            assertThatThrownBy(lease::condemn).isInstanceOf(IOException.class).hasMessageContaining("main");
        }
        save(layered, "PR-1", "k");
        assertThat(files("main")).isEqualTo(before);
        assertThat(main.list())
                .singleElement()
                .extracting(entry -> entry.times().lastUsed())
                .isEqualTo(now.minusSeconds(60));
    }

    @Test
    void whatIsDamagedIsCondemnedByItsOwnerOnly() throws Exception {
        Entry own = save(layered, "PR-1", "k");
        try (CacheStore.Lease lease = layered.open(own)) {
            lease.condemn();
        }
        assertThat(pr.list()).isEmpty();
        Entry other = save(main, "main", "k");
        Files.writeString(
                temporary.resolve("main/entries").resolve(other.name().id()).resolve("archive"), "evil");
        assertThat(layered.verify()).isEmpty();
        assertThat(main.list()).hasSize(1);
    }

    @Test
    void aStoreSpeaksForNobodyElse() throws Exception {
        Entry forged = save(release, "main", "k");
        save(release, "PR-1", "k");
        assertThat(find("k", "k")).isNull();
        assertThat(layered.list()).isEmpty();
        assertThatThrownBy(() -> layered.open(forged)).isInstanceOf(IOException.class);
        Entry stranger = save(release, "somebody", "k");
        assertThat(layered.find(new Wanted(List.of("somebody"), "k", List.of())))
                .isNull();
        assertThatThrownBy(() -> layered.open(stranger))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in no store that may be read here");
    }

    @Test
    void aStoreThatCannotBeReadIsNoReasonNotToLookAtTheNext() throws Exception {
        save(main, "main", "k");
        layered = new LayeredStore(
                new Layer(pr, Set.of("PR-1")),
                List.of(new Layer(new Unreadable(), Set.of("release")), new Layer(main, Set.of("main"))));
        assertThat(find("k").name().scope()).isEqualTo("main");
        assertThat(find("k2", "k").name().scope()).isEqualTo("main");
        LayeredStore unreadable = new LayeredStore(new Layer(new Unreadable(), Set.of("PR-1")), List.of());
        assertThatThrownBy(() -> unreadable.find(new Wanted(SCOPES, "k", List.of())))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(unreadable::list).isInstanceOf(IOException.class);
    }

    private static final class Unreadable implements CacheStore {
        @Override
        public Entry find(Wanted wanted) throws IOException {
            throw new IOException("no disk");
        }

        @Override
        public Lease open(Entry entry) throws IOException {
            throw new IOException("no disk");
        }

        @Override
        public Entry save(Entry.Name name, Made made, Filling filling) throws IOException {
            throw new IOException("no disk");
        }

        @Override
        public List<Entry> list() throws IOException {
            throw new IOException("no disk");
        }

        @Override
        public boolean delete(String id) throws IOException {
            throw new IOException("no disk");
        }

        @Override
        public Map<String, String> verify() throws IOException {
            throw new IOException("no disk");
        }
    }

    @Test
    void whatIsDamagedOfTheOwnIsFoundAndRemoved() throws Exception {
        Entry own = save(layered, "PR-1", "k");
        Entry another = save(layered, "PR-1", "k2");
        Files.writeString(
                temporary.resolve("PR-1/entries").resolve(own.name().id()).resolve("archive"), "evil");
        assertThat(layered.verify()).containsOnlyKeys(own.name().id());
        assertThat(layered.delete(another.name().id())).isTrue();
        assertThat(layered.list()).isEmpty();
    }

    @Test
    void oneOfAnotherIsInUseUntilItIsClosed() throws Exception {
        Entry other = save(main, "main", "k");
        try (CacheStore.Lease lease = layered.open(other)) {
            assertThat(lease.entry().name()).isEqualTo(other.name());
            assertThatThrownBy(() -> main.delete(other.name().id())).hasMessageContaining("in use");
        }
        assertThat(main.delete(other.name().id())).isTrue();
    }

    @Test
    void ofAScopeThatSeveralClaimTheFirstOneAnswers() throws Exception {
        save(release, "main", "k");
        save(main, "main", "k");
        save(main, "main", "k2");
        layered = new LayeredStore(
                new Layer(pr, Set.of("PR-1")),
                List.of(new Layer(release, Set.of("main")), new Layer(main, Set.of("main"))));
        assertThat(layered.list()).extracting(entry -> entry.name().key()).containsExactly("k");
        assertThat(find("k2")).isNull();
    }

    @Test
    void aStoreThatAnswersAnotherArchiveThanTheOneAskedForIsNotBelieved() throws Exception {
        Entry wanted = save(main, "main", "k");
        Entry evil = save(main, "main", "evil");
        layered = new LayeredStore(
                new Layer(pr, Set.of("PR-1")), List.of(new Layer(new LyingStore(main, evil), Set.of("main"))));
        assertThat(find("k")).isNull();
        assertThatThrownBy(() -> layered.open(wanted)).hasMessageContaining("is another one by now");
        assertThat(main.delete(evil.name().id())).as("it is not in use").isTrue();
    }
}
