package io.jenkins.plugins.deployhooks.engine.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every block of code in the documentation is executed by a test, or is marked as output with a reason. */
class SnippetsTest {
    @Test
    void everyBlockHasATestThatExecutesIt() {
        List<String> unknown = Snippet.all().stream()
                .filter(snippet -> snippet.kind() == Snippet.Kind.UNKNOWN)
                .map(snippet -> snippet + " ```" + snippet.language())
                .toList();
        assertThat(unknown)
                .as("blocks that no test executes; for a shell write '<!-- test -->' before it, for a sample of output"
                        + " '<!-- output: of what -->'; Snippet.Kind says what else there is")
                .isEmpty();
    }

    @Test
    void eachKindIsThere() {
        assertThat(Arrays.stream(Snippet.Kind.values()).filter(kind -> kind != Snippet.Kind.UNKNOWN))
                .allSatisfy(kind -> assertThat(Snippet.of(kind)).as("%s", kind).isNotEmpty());
    }

    @Test
    void codeIsInFencesAtTheBeginningOfALine() {
        List<String> hidden = new ArrayList<>();
        for (String page : Snippet.pages()) {
            List<String> lines = Snippet.lines(page);
            boolean inside = false;
            for (int i = 1; i < lines.size(); i++) {
                inside ^= lines.get(i).startsWith("```");
                boolean indented =
                        lines.get(i).startsWith("    ") && lines.get(i - 1).isBlank();
                boolean shifted = lines.get(i).matches("\\s+```.*");
                boolean tildes = lines.get(i).strip().startsWith("~~~");
                if (!inside && (indented || shifted || tildes)) {
                    hidden.add(page + ":" + (i + 1));
                }
            }
        }
        assertThat(hidden).as("blocks that no test would find").isEmpty();
    }
}
