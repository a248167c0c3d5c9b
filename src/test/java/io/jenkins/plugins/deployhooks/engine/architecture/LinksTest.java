package io.jenkins.plugins.deployhooks.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links from a page of the documentation to another one, or to a chapter of it, lead somewhere. */
class LinksTest {
    /** Of Markdown, and of HTML in it. */
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)\\)|<(?:img|a)\\b[^>]*?\\s(?:src|href)=\"([^\"]+)\"");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");

    static Stream<Path> pages() throws IOException {
        Path root = Repository.root();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            List<Path> pages = docs.filter(page -> page.toString().endsWith(".md"))
                    .map(root::relativize)
                    .toList();
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "demo/README.md", "bench/README.md")
                            .map(Path::of),
                    pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        Path file = Repository.root().resolve(page);
        String text = CODE.matcher(Files.readString(file)).replaceAll("");
        List<String> links = LINK.matcher(text)
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
        for (String link : links) {
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s: %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("%s: %s", page, link).contains(parts[1]);
            }
        }
    }

    /** The anchors of headings as GitHub makes them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }
}
