package io.jenkins.plugins.deployhooks.engine.definition.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Origin FILE = new Origin(Origin.Strength.FILE, "deploy-hooks.yml", 3, 5);

    @Test
    void aProblemReadsAsPlaceWhatWhyAndSuggestion() {
        assertThat(new Problem(Problem.Severity.ERROR, FILE, "unknown key 'x'", "a hook knows y", "did you mean y?"))
                .hasToString("deploy-hooks.yml:3:5: unknown key 'x', a hook knows y, did you mean y?");
        assertThat(new Problem(
                        Problem.Severity.ERROR, Origin.of(Origin.Strength.ARGUMENT, "option --app"), "what", "", null))
                .hasToString("option --app: what");
    }

    @Test
    void aProblemIsOneLineWhateverItIsAbout() {
        Origin origin = Origin.of(Origin.Strength.CONVENTION, ".deploy-hooks/a\nb");
        assertThat(new Problem(Problem.Severity.ERROR, origin, "x\ny", "a\u001b[0m", "c\rd"))
                .hasToString(".deploy-hooks/a\\nb: x\\ny, a\\u001b[0m, c\\u000dd");
    }

    @Test
    void problemsAreSortedByPlaceAndTheSameOneCountsOnce() {
        Problems problems = new Problems();
        problems.error(FILE.at(10, 1), "c", "", null);
        problems.warning(FILE.at(2, 7), "b", "", null);
        problems.error(FILE.at(2, 7), "a", "", null);
        problems.error(FILE.at(10, 1), "c", "", null);
        assertThat(problems.list()).extracting(Problem::what).containsExactly("a", "b", "c");
        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void warningsAreNoErrors() {
        Problems problems = new Problems();
        problems.warning(FILE, "b", "", null);
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void quotedTextCannotChangeATerminal() {
        assertThat(Quoted.of("a\u001b[31mb\nc\u202e\ud800")).isEqualTo("'a\\u001b[31mb\\nc\\u202e\\ud800'");
        assertThat(Quoted.of("\ud83d\ude80")).isEqualTo("'\ud83d\ude80'");
        assertThat(Quoted.of("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
    }
}
