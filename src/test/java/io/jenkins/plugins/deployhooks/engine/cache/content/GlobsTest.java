package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths are left out of a key. */
@Requirement("D2")
class GlobsTest {
    @ParameterizedTest
    @CsvSource({
        "*.log,        a.log,         true",
        "*.log,        app/a.log,     false",
        "**/*.log,     a.log,         true",
        "**/*.log,     app/a.log,     true",
        "**/logs,      logs,          true",
        "**/logs,      app/logs,      true",
        "./dist/,      dist,          true",
        "/dist//,      dist,          true",
        "dist,         dist/a,        false",
        "./,           dist,          false",
        "[ab]/c,       b/c,           true",
    })
    void aPatternIsAboutTheWholePath(String pattern, String path, boolean leftOut) {
        assertThat(new Globs(List.of("none", pattern)).test(path)).isEqualTo(leftOut);
    }

    @ParameterizedTest
    @CsvSource({
        "dist,         dist,          true",
        "dist,         dist/,         true",
        "dist,         dist/a/b,      true",
        "dist,         distant/a,     false",
        "dist,         app/dist,      false",
        "app/dist,     app/dist/a,    true",
        "app/dist,     app/other/,    false",
        "*.log,        a.log/b,       true",
    })
    void whatIsBelowIsLeftOutToo(String pattern, String path, boolean covered) {
        assertThat(new Globs(List.of(pattern)).covers(path)).isEqualTo(covered);
    }

    @Test
    void withoutPatternsNothingIsLeftOut() {
        assertThat(new Globs(List.of()).test("a")).isFalse();
        assertThat(new Globs(List.of()).covers("a/b")).isFalse();
    }

    @Test
    void whatIsNoPathHereIsNotLeftOut() {
        assertThat(new Globs(List.of("**")).test("a\0b")).isFalse();
    }
}
