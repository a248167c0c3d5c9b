package io.jenkins.plugins.deployhooks.engine.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/guide/troubleshooting.md quotes messages as the program writes them. */
class TroubleshootingTest {
    private static final Pattern QUOTED = Pattern.compile("^### `(.+)`$");

    @Test
    void everyMessageThatIsQuotedIsInTheSources() {
        List<String> texts = Messages.all();
        List<String> quoted = Snippet.lines("docs/guide/troubleshooting.md").stream()
                .map(QUOTED::matcher)
                .filter(heading -> heading.matches())
                .map(heading -> heading.group(1))
                .toList();
        assertThat(quoted).hasSizeGreaterThan(15).doesNotHaveDuplicates();
        assertThat(quoted)
                .allSatisfy(message -> assertThat(texts)
                        .as("a text in the sources with '%s'", message)
                        .anyMatch(text -> text.contains(message)));
    }

    @Test
    void everyChapterIsAMessage() {
        assertThat(Snippet.lines("docs/guide/troubleshooting.md"))
                .filteredOn(line -> line.startsWith("### "))
                .allSatisfy(line -> assertThat(line).matches(QUOTED));
    }
}
