package io.jenkins.plugins.deployhooks.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r\n",
                "\u001B",
                "\u007F",
                "\u0085",
                "\u009B",
                "\u2028",
                "\u2029",
                "\u202E",
                "\u2066\u2069"
            })
    void whatCouldForgeAnotherLineIsASpace(String control) {
        assertThat(PlainLine.of("said" + control + "Finished: SUCCESS", 100)).isEqualTo("said Finished: SUCCESS");
    }

    @Test
    void isNoLongerThanAllowedAndHasWholeCharacters() {
        assertThat(PlainLine.of("abc", 3)).isEqualTo("abc");
        assertThat(PlainLine.of("abcd", 3)).isEqualTo("abc…");
        assertThat(PlainLine.of("ab🚀", 3)).isEqualTo("ab…");
        assertThat(PlainLine.of(null, 10)).isEqualTo("null");
    }
}
