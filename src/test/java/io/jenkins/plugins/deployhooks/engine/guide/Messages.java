package io.jenkins.plugins.deployhooks.engine.guide;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The texts in the sources, with {@value #GAP} for what is put into them at run time. */
final class Messages {
    static final String GAP = "…";

    private static final String LITERAL = "\"((?:[^\"\\\\\\n]|\\\\.)*)\"";
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(?:/?\\*|//).*$");
    private static final Pattern SOUGHT =
            Pattern.compile("\\.(?:contains|startsWith|endsWith|equals)\\(" + LITERAL + "\\)");
    private static final Pattern JOINT = Pattern.compile("(?<!\\\\)\"\\s*\\+\\s*\"");
    private static final Pattern INSERTED = Pattern.compile("(?<!\\\\)\"\\s*\\+\\s*[^\";{}]+?\\s*\\+\\s*\"");
    private static final Pattern TEXT = Pattern.compile(LITERAL);
    private static final Pattern FORMAT = Pattern.compile("%[-#+ 0,(]*\\d*(?:\\.\\d+)?[a-zA-Z]");

    private Messages() {}

    /** The texts of the program, those of both builds. */
    static List<String> all() {
        return Repository.mainSources().stream()
                .flatMap(file -> TEXT.matcher(source(file)).results())
                .map(text -> shown(text.group(1)))
                .toList();
    }

    private static String source(Path file) {
        try {
            String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
            // What is looked for in a text of somebody else is no text that anybody sees.
            String written = SOUGHT.matcher(text).replaceAll("");
            String joined = JOINT.matcher(written).replaceAll("");
            // What stands between two texts may be between two texts itself.
            return INSERTED.matcher(joined).replaceAll(GAP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(String literal) {
        return FORMAT.matcher(literal)
                .replaceAll(GAP)
                .replace("\\\"", "\"")
                .replace("\\n", "\n")
                .replace("\\\\", "\\");
    }
}
