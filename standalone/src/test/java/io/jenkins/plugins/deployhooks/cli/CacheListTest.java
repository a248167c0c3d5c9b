package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cache list} and {@code cache show}. */
class CacheListTest {
    @TempDir
    Path temp;

    private CacheFixture fixture;

    @BeforeEach
    void makeCache() throws IOException {
        fixture = new CacheFixture(temp);
    }

    @Test
    void theMostRecentlyUsedComesFirstAndAllOfThemAreSummedUp() throws Exception {
        Entry old = fixture.at("2026-01-01T12:00:00Z").save("main", "key-1");
        Entry recent = fixture.at("2026-01-02T12:00:00Z").save("feature/x", "key-2");
        fixture.at("2026-01-03T12:00:00Z").store().open(old).close();

        InProcess list = fixture.cache("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).isEmpty();
        List<String> lines = list.out().lines().toList();
        assertThat(lines.get(1))
                .matches(old.name().id().substring(0, 12)
                        + " +202\\.2 kB +4  2026-01-01 12:00  2026-01-03 12:00  main: key-1");
        assertThat(lines.get(2))
                .matches(recent.name().id().substring(0, 12)
                        + " +202\\.2 kB +4  2026-01-02 12:00  2026-01-02 12:00  feature/x: key-2");
        assertThat(lines.get(4)).isEqualTo("2 archives, 404.4 kB, in " + fixture.directory());
    }

    @Test
    void programsGetAllOfIt() throws Exception {
        Entry saved = fixture.save("main", "key-1");
        JsonNode list = Json.only(fixture.cache("list", "--format", "json").out());
        JsonNode archive = list.at("/archives/0");
        assertThat(archive.get("id").textValue()).isEqualTo(saved.name().id());
        assertThat(archive.get("scope").textValue()).isEqualTo("main");
        assertThat(archive.get("key").textValue()).isEqualTo("key-1");
        assertThat(archive.get("entries").longValue()).isEqualTo(4);
        assertThat(archive.get("created").textValue()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(archive.get("lastUsed").textValue()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(archive.has("fault")).isFalse();
        assertThat(list.at("/total/archives").intValue()).isEqualTo(1);
        assertThat(list.at("/total/diskBytes").longValue())
                .isEqualTo(archive.get("diskBytes").longValue())
                .isGreaterThan(200_000);
    }

    @Test
    void aCacheThatIsMissingOrEmptyIsNoErrorAndIsNotMade() throws Exception {
        InProcess list = fixture.cache("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).isEqualTo("no archives in " + fixture.directory() + System.lineSeparator());
        assertThat(fixture.directory()).doesNotExist();
        Files.createDirectories(fixture.directory().resolve("archives"));
        assertThat(Json.only(fixture.cache("list", "--format", "json").out()).at("/archives"))
                .isEmpty();
        assertThat(fixture.cache("verify").exitCode()).isZero();
        assertThat(fixture.cache("delete", "--all").exitCode()).isZero();
    }

    @Test
    void whatCannotBeACacheIsToldWithTheWayOut() throws IOException {
        Files.writeString(fixture.directory(), "a file");
        for (String command : List.of("list", "verify")) {
            InProcess refused = fixture.cache(command);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(refused.err())
                    .contains("the cache cannot be read: " + fixture.directory() + " is a file; name another directory"
                            + " with --cache-dir DIR");
        }
    }

    @Test
    void damagedAndForeignFilesAreShownAndTouchedByNobody() throws Exception {
        Entry sound = fixture.save("main", "sound");
        Entry cut = fixture.save("main", "cut");
        Entry blank = fixture.save("main", "blank");
        Entry headless = fixture.save("main", "headless");
        Entry hollow = fixture.save("main", "hollow");
        fixture.truncate(cut);
        Files.writeString(fixture.place(blank).resolve("entry.json"), "{\"schema\": 1");
        Files.delete(fixture.place(headless).resolve("entry.json"));
        Files.delete(fixture.place(hollow).resolve("archive"));
        Files.createDirectory(fixture.place(hollow).resolve("archive"));
        Files.writeString(fixture.place("0".repeat(32)), "a file");
        Files.createSymbolicLink(fixture.place("1".repeat(32)), Path.of("nowhere"));
        Files.writeString(fixture.place("README"), "mine");

        InProcess list = fixture.cache("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out())
                .contains("main: sound" + System.lineSeparator())
                .containsPattern("main: cut; damaged: it has [0-9,]+ bytes, not [0-9,]+")
                .contains("damaged: its entry.json cannot be used: Unexpected end-of-input: expected close marker for"
                        + " Object"
                        + System.lineSeparator())
                .contains("damaged: what describes it is missing")
                .contains("damaged: its archive cannot be used: it is no file")
                .contains("damaged: a file has its place")
                .contains("7 archives", "6 cannot be used", "in their place: README;");
        for (Entry entry : List.of(sound, cut, blank, headless, hollow)) {
            assertThat(fixture.place(entry)).isDirectory();
        }
        JsonNode json = Json.only(fixture.cache("list", "--format", "json").out());
        assertThat(json.get("archives")).hasSize(7);
        assertThat(json.at("/foreign/0").textValue()).isEqualTo("README");
    }

    @Test
    void whatATerminalWouldObeyIsShownAsText() throws Exception {
        fixture.save("ma\u001b[2Jin", "key\n1");
        assertThat(fixture.cache("list").out()).contains("ma\\u001b[2Jin: key\\u000a1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "delete", "verify"})
    void helpTellsTheExitCodesOfTheCache(String command) {
        InProcess help = InProcess.execute("cache", command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .startsWith("Usage: deploy-hooks cache " + command)
                .contains("--cache-dir=DIR", "--format=FORM", "  1   an archive is damaged")
                .doesNotContain("unstable");
        assertThat(InProcess.execute("cache").err()).contains("a command is missing: list, show, delete or verify");
    }

    @Test
    void theDefaultIsBelowTheCachesOfTheUserAndListingNeedsNoMore() throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        Map<Map<String, String>, Path> wanted = Map.of(
                Map.of("XDG_CACHE_HOME", home.resolve("x").toString()), home.resolve("x/deploy-hooks"),
                Map.of("XDG_CACHE_HOME", "", "HOME", home.toString()), home.resolve(".cache/deploy-hooks"));
        for (Map.Entry<Map<String, String>, Path> each : wanted.entrySet()) {
            try (CliProcess cli = start(each.getKey())) {
                assertThat(cli.exitCode()).isZero();
                assertThat(cli.out()).isEqualTo("no archives in " + each.getValue() + System.lineSeparator());
            }
        }
        Map<String, String> homeless = Map.of("XDG_CACHE_HOME", "", "HOME", "", "JAVA_TOOL_OPTIONS", "-Duser.home=?");
        try (CliProcess cli = start(homeless)) {
            assertThat(cli.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(cli.err()).contains("no home directory", "--cache-dir DIR");
        }
        assertThat(home).isEmptyDirectory();
    }

    private CliProcess start(Map<String, String> env) throws IOException {
        Path files = temp.resolve("files");
        String launcher = Launcher.in(files).toString();
        return CliProcess.start(temp, files, env, List.of(launcher, "cache", "list"));
    }
}
