package io.jenkins.plugins.deployhooks.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people, and other programs, do to the files of a store. */
@DisabledOnOs(OS.WINDOWS)
@Requirement({"S45"})
class DamagedStoreTest {
    private static final CacheStore.Made MADE = new CacheStore.Made(Map.of("tree", "1"), "deployment 7", false);

    @TempDir
    private Path temporary;

    private Path root;
    private DirectoryCacheStore store;
    private InstantSource clock = InstantSource.system();

    @BeforeEach
    void open() throws Exception {
        root = temporary.resolve("store");
        store = new DirectoryCacheStore(root, new Quota(100, Duration.ofDays(7)), () -> clock.instant());
    }

    private Entry save(String key) throws Exception {
        return store.save(new Entry.Name("main", key), MADE, file -> DirectoryCacheStoreTest.write(file, key));
    }

    private Entry find(String key) throws Exception {
        return store.find(new Wanted(List.of("main"), key, List.of()));
    }

    private Path directory(Entry entry) {
        return root.resolve("entries").resolve(entry.name().id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"schema\" : 1; \"schema\" : 2",
                "\"schema\" : 1; \"schema\" : null",
                "\"schema\"; \"s\"",
                "\"main\"; \"other\"",
                "\"main\"; null",
                "sha256:; md5:",
                "\"bytes\" : 1; \"bytes\" : -1",
                "\"about\" : {; \"about\" : null, \"x\" : {",
                "\"created\" : \"; \"created\" : \"yesterday, ",
                "\"creator\" : \"deployment 7\"; \"creator\" : null",
                "\"key\" : \"a\"; \"key\" : null",
                "\"name\" : {; \"name\" : null, \"x\" : {",
                "\"parts\" : {; \"parts\" : null, \"x\" : {",
                "\"content\" : {; \"content\" : null, \"x\" : {",
                "\"created\" : \"; \"created\" : null, \"x\" : \"",
                "\"digest\" : \"; \"x\" : \"",
                "}; ]",
            })
    void anEntryEditedByHandIsNoneAndMakesRoomForAnother(String from, String to) throws Exception {
        Entry a = save("a");
        Path file = directory(a).resolve("entry.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        assertThat(find("a")).isNull();
        assertThat(directory(a)).doesNotExist();
        assertThat(save("a").creator()).isEqualTo("deployment 7");
        assertThat(find("a")).isNotNull();
    }

    @Test
    void anEntryOfGigabytesIsNotRead() throws Exception {
        Entry a = save("a");
        try (RandomAccessFile file =
                new RandomAccessFile(directory(a).resolve("entry.json").toFile(), "rw")) {
            file.setLength(4L << 30);
        }
        assertThat(find("a")).isNull();
        assertThat(directory(a)).doesNotExist();
    }

    @Test
    void linksLeadNowhere() throws Exception {
        Entry a = save("a");
        Entry b = save("b");
        Entry c = save("c");
        Path outside = temporary.resolve("outside");
        Files.move(directory(a), outside);
        Files.createSymbolicLink(directory(a), outside);
        Files.move(directory(b).resolve("entry.json"), temporary.resolve("entry.json"));
        Files.createSymbolicLink(directory(b).resolve("entry.json"), temporary.resolve("entry.json"));
        Files.move(directory(c).resolve("archive"), temporary.resolve("archive"));
        Files.createSymbolicLink(directory(c).resolve("archive"), temporary.resolve("archive"));
        assertThat(store.list()).isEmpty();
        assertThat(root.resolve("entries")).isEmptyDirectory();
        assertThat(outside.resolve("entry.json")).exists();
        assertThat(outside.resolve("archive")).exists();
        assertThat(temporary.resolve("entry.json")).exists();
        assertThat(temporary.resolve("archive")).exists();
    }

    @Test
    void whatCannotBeReadNowIsAMissAndStays() throws Exception {
        Entry a = save("a");
        Path kept = temporary.resolve("kept");
        Path entries = root.resolve("entries");
        Files.move(entries, kept);
        // As good as too many open files: there is something, and the system does not get there.
        Files.createSymbolicLink(entries, entries);
        assertThat(find("a")).isNull();
        Files.delete(entries);
        Files.move(kept, entries);
        assertThat(find("a")).isEqualTo(a);
    }

    @Test
    void whatIsTakenAwayWhileItIsReadIsNotDamaged() throws Exception {
        Entry a = save("a");
        Path away = temporary.resolve("away");
        AtomicBoolean enough = new AtomicBoolean();
        Thread other = new Thread(() -> {
            // As processes that evict or replace it do, at any moment.
            while (!enough.get()) {
                directory(a).toFile().renameTo(away.toFile());
                away.toFile().renameTo(directory(a).toFile());
            }
        });
        other.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                assertThat(EntryFile.read(directory(a))).isIn(null, a);
            }
        } finally {
            enough.set(true);
            other.join();
        }
    }

    @Test
    void whatIsNoArchiveStays() throws Exception {
        Files.writeString(root.resolve("entries/README"), "what people leave");
        save("a");
        open();
        assertThat(root.resolve("entries/README")).exists();
    }

    @Test
    void aTimeThatCannotBeIsNoObstacle() throws Exception {
        Entry a = save("a");
        Files.setLastModifiedTime(
                directory(a).resolve("entry.json"), FileTime.from(Long.MAX_VALUE / 1000, TimeUnit.MICROSECONDS));
        assertThat(new Eviction(new Quota(1, Duration.ofDays(7)))
                        .evict(
                                List.of(new Entry(a.name(), a.parts(), a.content(), times(Instant.MAX), "x")),
                                Instant.now(),
                                entry -> true))
                .isEmpty();
        assertThat(new Eviction(new Quota(1, Duration.ofSeconds(Long.MAX_VALUE)))
                        .evict(List.of(a), Instant.now(), entry -> true))
                .isEmpty();
        assertThat(save("b")).isNotNull();
    }

    private static Entry.Times times(Instant lastUsed) {
        return new Entry.Times(Instant.EPOCH, lastUsed);
    }

    @Test
    void whatIsUsedAtTheLastMomentIsNotEvicted() throws Exception {
        Entry old = save("o".repeat(40));
        Instant later = Instant.now().plusSeconds(3600);
        int[] asked = {0};
        clock = () -> {
            // Asked for the second time, the list of what may go has been made.
            if (++asked[0] == 2) {
                clock = () -> later;
                use(old);
            }
            return later;
        };
        save("n".repeat(70));
        assertThat(find("o".repeat(40))).isNotNull();
    }

    private void use(Entry entry) {
        try {
            store.open(entry).close();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyElseMayLookIntoAStoreThatIsMadeHere() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
        new DirectoryCacheStore(shared, Quota.DEFAULT, clock).list();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                .as("made by somebody who wants it so")
                .isEqualTo("rwxrwxr-x");
        try (Stream<Path> left = Files.list(shared.resolve("locks"))) {
            assertThat(left).isEmpty();
        }
    }
}
