package io.jenkins.plugins.deployhooks.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names and sizes of what is in the sources of both builds. */
class SourcesTest {
    private static final int LONGEST_FILE = 400;
    private static final int MOST_CLASSES = 10;
    private static final String PACKAGE_INFO = "package-info.java";
    private static final Pattern EMPTY_PACKAGE_NAME =
            Pattern.compile("(?:^|.*/)(?:utils?|commons?|helpers?|managers?|impl)(?:/.*|$)");
    private static final Pattern EMPTY_CLASS_NAME =
            Pattern.compile("(?:.*[a-z0-9])?(?:Utils?|Common|Helpers?|Managers?|Impl)(?:[A-Z].*)?\\.java");

    /** {@code justification} says why; where there is no such thing, a comment on the same line does. */
    private static final Pattern SUPPRESSION =
            Pattern.compile("@Suppress(?:FBWarnings\\((?:[^)]*justification\\s*=\\s*(?<justified>\"[^\"]{10,}))?"
                    + "|Warnings\\([^)\\n]*\\)(?<comment>\\h*//.{10,})?)");

    @Test
    void sourcesAreFound() {
        assertThat(Repository.mainSources()).hasSizeGreaterThan(20);
        assertThat(Repository.testSources()).isNotEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        Map<String, Integer> tooLong = new TreeMap<>();
        for (Path file : all()) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE) {
                tooLong.put(name(file), lines);
            }
        }
        assertThat(tooLong).as("files of more than %d lines", LONGEST_FILE).isEmpty();
    }

    @Test
    void packagesAreSmall() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (Path file : Repository.mainSources()) {
            if (!file.endsWith(PACKAGE_INFO)) {
                sizes.merge(name(file.getParent()), 1, Integer::sum);
            }
        }
        sizes.values().removeIf(size -> size <= MOST_CLASSES);
        assertThat(sizes).as("packages of more than %d classes", MOST_CLASSES).isEmpty();
    }

    @Test
    void packagesSayWhatTheyAreFor() {
        List<String> silent = Repository.mainSources().stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> !Files.exists(directory.resolve(PACKAGE_INFO)))
                .map(SourcesTest::name)
                .toList();
        assertThat(silent).as("packages without a package-info.java").isEmpty();
    }

    @Test
    void namesSaySomething() {
        List<String> empty = all().stream()
                .filter(file -> EMPTY_PACKAGE_NAME.matcher(inPackages(file)).matches()
                        || EMPTY_CLASS_NAME
                                .matcher(String.valueOf(file.getFileName()))
                                .matches())
                .map(SourcesTest::name)
                .toList();
        assertThat(empty)
                .as("names such as util, common, helper, manager or impl, which fit anything")
                .isEmpty();
    }

    @Test
    void whatIsSuppressedHasAReason() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : all()) {
            Matcher suppression = SUPPRESSION.matcher(Files.readString(file));
            while (suppression.find()) {
                boolean said = suppression.group("justified") != null || suppression.group("comment") != null;
                if (!said) {
                    silent.add(name(file) + ": " + suppression.group());
                }
            }
        }
        assertThat(silent)
                .as("warnings suppressed without a justification, or a comment on the same line")
                .isEmpty();
    }

    private static List<Path> all() {
        return Stream.concat(Repository.mainSources().stream(), Repository.testSources().stream())
                .toList();
    }

    private static String name(Path file) {
        return Repository.root().relativize(file).toString().replace('\\', '/');
    }

    /** The part of a file's name below the directory of sources, which no rule is about. */
    private static String inPackages(Path file) {
        String name = name(file.getParent());
        return name.substring(name.indexOf("/java/") + 1);
    }
}
