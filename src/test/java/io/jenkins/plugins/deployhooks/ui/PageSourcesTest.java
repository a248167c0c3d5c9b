package io.jenkins.plugins.deployhooks.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in our pages needs what a policy for the contents of pages forbids: no script, style or handler in them. */
class PageSourcesTest {
    private static final Pattern FORBIDDEN = Pattern.compile(
            "<script(?![^>]*\\bsrc=)|<style|\\sstyle\\s*=|\\son[a-z]+\\s*=|javascript:|<f:validateButton"
                    + "|<st:bind(?![^>]*\\bvar=)",
            Pattern.CASE_INSENSITIVE);

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.root().resolve("src/main/resources"))) {
            return files.filter(file -> file.toString().matches(".*\\.(jelly|html|groovy)"))
                    .toList();
        }
    }

    @Test
    void noPageHasScriptsStylesOrHandlersInIt() throws IOException {
        assertThat(pages())
                .hasSizeGreaterThan(30)
                .allSatisfy(page ->
                        assertThat(Files.readString(page)).as(page.toString()).doesNotContainPattern(FORBIDDEN));
    }

    @Test
    void everyJellyFileEscapes() throws IOException {
        assertThat(pages())
                .filteredOn(page -> page.toString().endsWith(".jelly"))
                .allSatisfy(page -> assertThat(Files.readString(page))
                        .as(page.toString())
                        .contains("<?jelly escape-by-default='true'?>")
                        .doesNotContain("escape-by-default='false'", "<j:out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<a href='#' onclick='go()'>",
                "<div style=\"color: red\">",
                "<a href='javascript:go()'>",
                "<style>p {}</style>"
            })
    void theRuleFindsWhatIsWrong(String page) {
        assertThat(page).containsPattern(FORBIDDEN);
    }
}
