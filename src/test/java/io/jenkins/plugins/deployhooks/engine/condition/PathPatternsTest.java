package io.jenkins.plugins.deployhooks.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changed files a condition means; in doubt it means them. */
@Requirement("J")
class PathPatternsTest {
    private static boolean matches(String glob, String path) {
        return new PathPatterns(List.of(glob)).matchAny(List.of(path));
    }

    @ParameterizedTest
    @CsvSource({
        "db/**, db/a/1.sql, true",
        "db/**, src/a.js, false",
        "db/*, db/a/1.sql, true",
        "db, db/1.sql, true",
        "db/, db/1.sql, true",
        "./db/*.sql, db/1.sql, true",
        "/db/*.sql, db/1.sql, true",
        "db/*.sql, dba/1.sql, false",
        "db/*.sql, db/1.txt, false",
        "**/*.sql, a/b/1.sql, true",
        "**/*.sql, 1.sql, true",
        "db/**/*.sql, db/1.sql, true",
        "db/**/*.sql, db/a/b/1.sql, true",
        "db/**/*.sql, db/1.txt, false",
        "**/db/**/*.sql, db/1.sql, true",
        "**/db/**/*.sql, a/db/b/1.sql, true",
        "'{a,b}/**/*.sql', b/1.sql, true",
        "'**/{a,b}/*.sql', a/1.sql, true",
        "**/**/*.sql, 1.sql, true",
        "a/b**/*.sql, a/1.sql, false",
        "., a/1.sql, true",
        "./, a/1.sql, true",
        "db/**, db, true",
        "lib/db/**, lib, true",
        "lib/db/**, li, false",
        "*.sql, a/1.sql, false"
    })
    void aFileMatchesByItselfOrByADirectoryAboveIt(String glob, String path, boolean matches) {
        assertThat(matches(glob, path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "db/**, lib/, false",
        "lib/db/**, lib/, true",
        "lib/**, lib/db/, true",
        "**/*.sql, lib/, true",
        "'{db,lib}/**', lib/, true",
        "libs/**, lib/, false"
    })
    void ofADirectoryWhoseFilesNobodyKnowsAnyMayMatch(String glob, String directory, boolean matches) {
        assertThat(matches(glob, directory)).isEqualTo(matches);
    }

    @Test
    void aNameThatNoFileHereCanHaveMatches() {
        assertThat(matches("db/**", "src/\0")).isTrue();
    }

    @Test
    void aGlobCostsTheSameHoweverManyDirectoriesItLeavesOpen() {
        assertThat(matches("**/".repeat(60) + "1.sql", "a/".repeat(60) + "1.sql"))
                .isTrue();
        assertThat(matches("a/**/".repeat(20) + "1.sql", "a/".repeat(20) + "1.txt"))
                .isFalse();
    }

    @Test
    void oneOfManyIsEnough() {
        PathPatterns patterns = new PathPatterns(List.of("db/**", "*.sql"));
        assertThat(patterns.matchAny(List.of("readme", "1.sql"))).isTrue();
        assertThat(patterns.matchAny(List.of("readme"))).isFalse();
        assertThat(patterns.matchAny(List.of())).isFalse();
    }
}
