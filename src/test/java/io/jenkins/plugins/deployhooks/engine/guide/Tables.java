package io.jenkins.plugins.deployhooks.engine.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of reference in the documentation. */
public final class Tables {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private Tables() {}

    /** The rows of all tables in the chapter {@code heading} of {@code page}, without those of chapters in it. */
    public static List<List<String>> rows(String page, String heading) {
        return chapter(page, heading).stream()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .map(line -> Stream.of(line.substring(1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    /** The lines of the chapter {@code heading} of {@code page}, without those of chapters in it. */
    static List<String> chapter(String page, String heading) {
        List<String> chapter = new ArrayList<>();
        boolean here = false;
        for (String line : Snippet.lines(page)) {
            if (line.matches("#+ .*")) {
                here = line.replaceFirst("#+ ", "").equals(heading);
            } else if (here) {
                chapter.add(line);
            }
        }
        assertThat(chapter).as("%s has a chapter '%s'", page, heading).isNotEmpty();
        return chapter;
    }

    /** The names in the first column of these tables. */
    public static List<String> names(String page, String heading) {
        return rows(page, heading).stream().flatMap(row -> names(row.get(0))).toList();
    }

    /** The names in {@code text}, which stand between backticks. */
    public static Stream<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1));
    }
}
