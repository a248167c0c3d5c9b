package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheVerifyTest {
    @TempDir
    Path temp;

    private CacheFixture fixture;

    @BeforeEach
    void makeCache() throws IOException {
        fixture = new CacheFixture(temp);
    }

    @Test
    void soundArchivesAreReadAndNotUsed() throws Exception {
        Entry saved = fixture.save("main", "key-1");
        fixture.save("main", "key-2");
        fixture.at("2026-02-02T12:00:00Z");
        InProcess verified = fixture.cache("verify");
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out())
                .contains("sound " + saved.name().id().substring(0, 12) + " (main, key-1), 202.2 kB")
                .contains("2 archives read, all of them sound");
        assertThat(fixture.store().list()).contains(saved);
        assertThat(fixture.cache("verify", "key-1").out()).contains("1 archive read");
    }

    @Test
    void damagedArchivesAreNamedWithTheReasonAndStay() throws Exception {
        List<Entry> saved = damaged();
        try (CliProcess cli = start("--no-color")) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(cli.err()).isEmpty();
            assertThat(cli.out())
                    .contains("sound " + saved.get(0).name().id().substring(0, 12))
                    .containsPattern("\\(main, flipped\\), 202.2 kB: damaged: .*\\S")
                    .containsPattern("\\(main, cut\\), .*: damaged: it has [0-9,]+ bytes, not [0-9,]+")
                    .containsPattern(
                            saved.get(3).name().id().substring(0, 12) + ", .*: damaged: its entry.json cannot be used")
                    .contains("4 archives read, 3 cannot be used");
        }
        assertThat(saved).allSatisfy(entry -> assertThat(fixture.place(entry)).isDirectory());
    }

    private CliProcess start(String option) throws IOException {
        String cache = fixture.directory().toString();
        return CliProcess.deployHooks(temp, temp.resolve("files"), "cache", "verify", "--cache-dir", cache, option);
    }

    /** One sound archive and three that are not. */
    private List<Entry> damaged() throws Exception {
        Entry sound = fixture.save("main", "sound");
        Entry flipped = fixture.save("main", "flipped");
        Entry cut = fixture.save("main", "cut");
        Entry blank = fixture.save("main", "blank");
        fixture.flip(flipped);
        fixture.truncate(cut);
        Files.write(fixture.place(blank).resolve("entry.json"), new byte[] {0, (byte) 0xff, 7});
        return List.of(sound, flipped, cut, blank);
    }

    @Test
    void onlyWhatIsDamagedIsDeletedAndOnlyOnRequest() throws Exception {
        List<Entry> saved = damaged();
        JsonNode report =
                Json.only(fixture.cache("verify", "--delete", "--format=json").out());
        assertThat(report.get("valid").booleanValue()).isFalse();
        assertThat(report.get("archives")).hasSize(4);
        for (JsonNode archive : report.get("archives")) {
            boolean sound =
                    archive.get("id").textValue().equals(saved.get(0).name().id());
            assertThat(archive.has("fault")).isEqualTo(!sound);
            assertThat(archive.path("deleted").booleanValue()).isEqualTo(!sound);
        }
        assertThat(fixture.store().list()).containsExactly(saved.get(0));
        assertThat(fixture.directory()
                        .resolve("archives/entries")
                        .resolve(saved.get(0).name().id()))
                .isDirectory();
        InProcess again = fixture.cache("verify", "--delete");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("1 archive read, all of them sound");
    }

    @Test
    void whatIsRefusedForItsSizeIsNotDamagedAndStays() throws Exception {
        try (RandomAccessFile zeros =
                new RandomAccessFile(temp.resolve("tree/zeros").toFile(), "rw")) {
            zeros.setLength(Limits.RATIO_FROM + 50_000_000);
        }
        Entry saved = fixture.save("main", "zeros");
        InProcess verified = fixture.cache("verify", "--delete");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(verified.out()).contains(": not readable: ", "; it stays: it may be sound");
        assertThat(fixture.store().list()).containsExactly(saved);
    }

    @Test
    void everyBitCounts() throws Exception {
        Entry saved = fixture.save("main", "key-1");
        Path file = fixture.place(saved).resolve("archive");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += whole.length / 40) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            InProcess verified = fixture.cache("verify");
            assertThat(verified.exitCode()).as("byte %d", at).isEqualTo(ExitCode.FAILED);
            assertThat(verified.out()).contains("(main, key-1), 202.2 kB: damaged: ");
        }
        Files.write(file, whole);
        assertThat(fixture.cache("verify").exitCode()).isZero();
    }

    @Test
    void whileDeploymentsSaveAndMakeRoomNothingLooksDamaged() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService saver = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> saves = saver.submit(() -> {
                int count = 0;
                while (!enough.get()) {
                    fixture.save("main", "key-" + count % 3, true);
                    if (count % 7 == 0) {
                        fixture.store().delete(new Entry.Name("main", "key-1").id());
                    }
                    count++;
                }
                return count;
            });
            for (int i = 0; i < 6; i++) {
                try (CliProcess cli = start("--delete")) {
                    assertThat(cli.exitCode()).as(cli.out() + cli.err()).isZero();
                }
                assertThat(fixture.cache("list").out()).doesNotContain("damaged");
            }
            enough.set(true);
            assertThat(saves.get(60, TimeUnit.SECONDS)).isGreaterThan(3);
        } finally {
            enough.set(true);
            saver.shutdown();
        }
        assertThat(fixture.cache("delete", "--all").exitCode()).isZero();
        assertThat(fixture.store().list()).isEmpty();
    }
}
