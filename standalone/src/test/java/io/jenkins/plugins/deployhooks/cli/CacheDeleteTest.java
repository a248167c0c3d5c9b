package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDeleteTest {
    @TempDir
    Path temp;

    private CacheFixture fixture;

    @BeforeEach
    void makeCache() throws IOException {
        fixture = new CacheFixture(temp);
    }

    @Test
    void namedArchivesGoAndTheOthersStay() throws Exception {
        Entry byId = fixture.save("main", "key-1");
        Entry byKey = fixture.save("main", "key-2");
        Entry stays = fixture.save("main", "key-3");
        // named twice, deleted once
        InProcess deleted = fixture.cache("delete", byId.name().id().substring(0, 10), "key-2", "key-1");
        assertThat(deleted.exitCode()).isZero();
        assertThat(deleted.out())
                .contains("deleted " + byId.name().id().substring(0, 12) + " (main, key-1), 202.2 kB")
                .contains("2 archives deleted, 404.4 kB freed");
        assertThat(fixture.store().list()).containsExactly(stays);
        assertThat(fixture.place(byKey)).doesNotExist();
        assertThat(fixture.directory().resolve("archives/staging")).isEmptyDirectory();
        assertThat(fixture.directory().resolve("archives/locks")).isEmptyDirectory();
    }

    @Test
    void whereOneNameIsWrongNothingIsDeleted() throws Exception {
        fixture.save("main", "key-1");
        InProcess refused = fixture.cache("delete", "key-1", "another");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("no archive is called 'another'");
        assertThat(fixture.store().list()).hasSize(1);
    }

    @Test
    void whatIsToBeDeletedHasToBeSaidInOneWay() {
        assertThat(fixture.cache("delete").err()).contains("Give ids or keys, --all or --older-than DURATION");
        assertThat(fixture.cache("delete", "--all", "x").err()).contains("together they say different things");
        assertThat(fixture.cache("delete", "--older-than", "soon").err()).contains("'soon' is not a duration: write");
        assertThat(fixture.cache("delete", "--all", "--older-than", "1d").exitCode())
                .isEqualTo(ExitCode.INVALID);
    }

    @Test
    void allGoDamagedOnesToo() throws Exception {
        Entry blank = fixture.save("main", "key-1");
        Entry cut = fixture.save("main", "key-2");
        fixture.save("main", "key-3");
        Files.writeString(fixture.place(blank).resolve("entry.json"), "");
        fixture.truncate(cut);
        Files.writeString(fixture.place("0".repeat(32)), "a file");
        Files.createSymbolicLink(fixture.place("1".repeat(32)), temp.resolve("nowhere"));
        JsonNode deleted =
                Json.only(fixture.cache("delete", "--all", "--format", "json").out());
        assertThat(deleted.get("deleted")).hasSize(5);
        assertThat(deleted.get("kept")).isEmpty();
        assertThat(deleted.get("freedBytes").longValue()).isBetween(500_000L, 600_000L);
        assertThat(fixture.directory().resolve("archives/entries")).isEmptyDirectory();
    }

    @Test
    void theAgeIsThatOfTheLastUse() throws Exception {
        Instant now = Instant.now();
        Entry used = fixture.at(now.minus(Duration.ofDays(9)).toString()).save("main", "used");
        fixture.save("main", "unused");
        fixture.at(now.minus(Duration.ofDays(2)).toString()).store().open(used).close();
        assertThat(fixture.cache("delete", "--older-than", "10d").out()).contains("0 archives deleted, 0 B freed");
        assertThat(fixture.cache("delete", "--older-than", "3d").out()).contains("1 archive deleted, 202.2 kB freed");
        assertThat(fixture.store().list())
                .extracting(entry -> entry.name().key())
                .containsExactly("used");
    }

    @Test
    void oneInUseStaysAndKeepsNoneOfTheOthers() throws Exception {
        Entry used = fixture.save("main", "used");
        fixture.save("main", "free");
        try (CacheStore.Lease lease = fixture.store().open(used)) {
            assertThat(lease.file()).exists();
            // in a process of its own, as people have it
            try (CliProcess cli = start("--wait", "0s")) {
                assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(cli.out()).contains("1 archive deleted, 202.2 kB freed");
                assertThat(cli.err())
                        .contains("error: " + used.name().id().substring(0, 12)
                                + " (main, used) stays: a deployment is using it; try again when that has ended");
            }
            assertThat(fixture.store().list()).extracting(Entry::name).containsExactly(used.name());
        }
        assertThat(fixture.cache("delete", "--all", "--wait", "0s").exitCode()).isZero();
    }

    @Test
    void oneInUseIsWaitedFor() throws Exception {
        Entry used = fixture.at("2026-01-01T12:00:00Z").save("main", "used");
        CacheStore.Lease lease = fixture.store().open(used);
        Entry first = fixture.at("2026-01-01T13:00:00Z").save("main", "first");
        try (CliProcess cli = start("--wait", "600s")) {
            await().atMost(Duration.ofSeconds(150)).until(() -> !Files.exists(fixture.place(first)));
            assertThat(fixture.place(used)).isDirectory();
            lease.close();
            assertThat(cli.exitCode()).isZero();
            assertThat(cli.out()).contains("2 archives deleted");
        }
        assertThat(fixture.store().list()).isEmpty();
    }

    private CliProcess start(String... arguments) throws IOException {
        String cache = fixture.directory().toString();
        return CliProcess.deployHooks(
                temp,
                temp.resolve("files"),
                "cache",
                "delete",
                "--all",
                "--cache-dir",
                cache,
                arguments[0],
                arguments[1]);
    }
}
