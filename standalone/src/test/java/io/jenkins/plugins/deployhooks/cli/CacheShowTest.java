package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheShowTest {
    @TempDir
    Path temp;

    private CacheFixture fixture;

    @BeforeEach
    void makeCache() throws IOException {
        fixture = new CacheFixture(temp);
    }

    @Test
    void allThatIsKnownIsShown() throws Exception {
        Entry saved = fixture.save("main", "key-1");
        InProcess show = fixture.cache("show", "key-1");
        assertThat(show.exitCode()).isZero();
        assertThat(show.out().lines())
                .contains(
                        "id         " + saved.name().id(),
                        "scope      main",
                        "key        key-1",
                        "made by    deployment 7",
                        "created    2026-01-01 12:00 UTC",
                        "last use   2026-01-01 12:00 UTC",
                        "format     tar.zst",
                        "contents   4 entries, 200003 bytes",
                        "digest     " + saved.content().digest(),
                        "file       " + fixture.place(saved).resolve("archive"),
                        "parts of the key",
                        "  package-lock.json  5678",
                        "  tree               git:1234");
        assertThat(show.out()).doesNotContain("app.bin");
    }

    @Test
    void theFilesAreListedAsTarWould() throws Exception {
        fixture.save("main", "key-1");
        InProcess show = fixture.cache("show", "key-1", "--files");
        assertThat(show.exitCode()).isZero();
        assertThat(show.out())
                .containsPattern("(?m)^drwx\\S+ +dist/$")
                .containsPattern("(?m)^-rw-\\S+ +200,000  dist/app.bin$")
                .containsPattern("(?m)^-rw-\\S+ +3  line\\\\nbreak.txt$")
                .containsPattern("(?m)^l\\S+ +current -> dist/app.bin$");
        JsonNode json = Json.only(
                fixture.cache("show", "key-1", "--files", "--format=json").out());
        assertThat(json.get("files").findValuesAsText("path"))
                .contains("current", "dist", "dist/app.bin", "line\\nbreak.txt");
        assertThat(json.at("/keyParts/tree").textValue()).isEqualTo("git:1234");
        assertThat(json.get("creator").textValue()).isEqualTo("deployment 7");
        assertThat(json.get("bytes").longValue()).isEqualTo(200_003);
    }

    @Test
    void aDamagedArchiveIsShownAsFarAsItIsKnown() throws Exception {
        Entry saved = fixture.save("main", "key-1");
        fixture.flip(saved);
        assertThat(fixture.cache("show", "key-1").exitCode()).isZero();
        InProcess files = fixture.cache("show", "key-1", "--files");
        assertThat(files.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(files.out()).contains("state      damaged: ", "key        key-1");
        assertThat(files.err()).startsWith("error: damaged: ");
        Files.writeString(fixture.place(saved).resolve("entry.json"), "[]");
        InProcess unknown = fixture.cache("show", saved.name().id());
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.out()).contains("id         " + saved.name().id(), "state      damaged: its");
    }

    @Test
    void theBeginningOfAnIdIsEnoughWhereNoOtherArchiveHasIt() throws Exception {
        Entry saved = fixture.save("main", "key-1");
        String id = saved.name().id();
        for (String name : List.of(id, id.substring(0, 7), id.substring(0, 1), id.toUpperCase())) {
            InProcess show = fixture.cache("show", name);
            assertThat(show.exitCode()).as(name).isZero();
            assertThat(show.out()).contains("key        key-1");
        }
    }

    @Test
    void aNameThatFitsSeveralIsRefusedWithAllOfThem() throws Exception {
        Entry main = fixture.save("main", "same");
        Entry feature = fixture.save("feature", "same");
        InProcess ambiguous = fixture.cache("show", "same");
        assertThat(ambiguous.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(ambiguous.err())
                .contains("'same' fits 2 archives; give more of the id:")
                .contains("  " + main.name().id().substring(0, 12) + " (main, same)")
                .contains("  " + feature.name().id().substring(0, 12) + " (feature, same)");
        assertThat(ambiguous.out()).isEmpty();
    }

    @Test
    void aNameThatFitsNoneIsRefusedWithWhatWasPerhapsMeant() throws Exception {
        assertThat(fixture.cache("show", "key-1").err()).contains("no archive is called 'key-1': the cache is empty");
        Entry saved = fixture.save("main", "release-2026");
        String id = saved.name().id();
        String suggested = "did you mean one of these?" + System.lineSeparator() + "  " + id.substring(0, 12)
                + " (main, release-2026)";
        String typo = (id.charAt(0) == '0' ? "1" : "0") + id.substring(1, 8);
        for (String name : List.of("release-2025", "2026", typo)) {
            InProcess unknown = fixture.cache("show", name);
            assertThat(unknown.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(unknown.err()).contains("no archive is called '" + name + "'; " + suggested);
        }
        assertThat(fixture.cache("show", "something-else-entirely").err())
                .contains("'deploy-hooks cache list' shows all");
        assertThat(fixture.cache("show", "").err()).contains("is empty; was a variable not set?");
    }
}
