package io.jenkins.plugins.deployhooks.engine.definition.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
    private static final List<String> KNOWN =
            List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup", "sh", "bash");

    @ParameterizedTest
    @CsvSource({
        "preBuilds, preBuild", "pre_build, preBuild", "PRE-BUILD, preBuild", "perBuild, preBuild",
                "postbiuld, postBuild",
        "runSucceded, runSucceeded", "clean, cleanup", "bsh, bash", "hs, sh", "prerun, preRun",
    })
    void theNearestWordIsFound(String word, String nearest) {
        assertThat(DidYouMean.nearest(word, KNOWN)).isEqualTo(nearest);
    }

    @ParameterizedTest
    @CsvSource({"deploy", "x", "build", "perl"})
    void wordsThatAreFarAreNotGuessed(String word) {
        assertThat(DidYouMean.nearest(word, KNOWN)).isNull();
        assertThat(DidYouMean.phrase(word, KNOWN)).isNull();
    }

    @Test
    void emptyAndLongWordsAreNotGuessed() {
        assertThat(DidYouMean.nearest("", KNOWN)).isNull();
        assertThat(DidYouMean.nearest("-", KNOWN)).isNull();
        assertThat(DidYouMean.nearest("preBuild".repeat(100), KNOWN)).isNull();
    }
}
