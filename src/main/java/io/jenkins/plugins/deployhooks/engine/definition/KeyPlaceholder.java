package io.jenkins.plugins.deployhooks.engine.definition;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the braces of a template of a cache key.
 *
 * @param kind what it stands for
 * @param names the name of the variable, or the paths of the files; empty otherwise
 */
public record KeyPlaceholder(Kind kind, List<String> names) {
    private static final String QUOTED = "\\s*(?:'[^']+'|\"[^\"]+\")\\s*";
    private static final Pattern VALID = Pattern.compile(
            "(tree|os|arch)|env\\.([A-Za-z_][A-Za-z0-9_]*)|files\\((" + QUOTED + "(?:," + QUOTED + ")*)\\)");
    private static final Pattern PATH = Pattern.compile("'([^']+)'|\"([^\"]+)\"");

    /** What a placeholder stands for. */
    public enum Kind {
        /** The files of the checkout. */
        TREE,
        /** The operating system. */
        OS,
        /** The processor's architecture. */
        ARCH,
        /** A variable. */
        ENV,
        /** The contents of files. */
        FILES
    }

    public KeyPlaceholder {
        names = List.copyOf(names);
    }

    /** Reads {@code text}, which has no braces and no blanks around it; null: it is no placeholder. */
    @CheckForNull
    public static KeyPlaceholder parse(String text) {
        Matcher matcher = VALID.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        if (matcher.group(1) != null) {
            return new KeyPlaceholder(Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), List.of());
        }
        if (matcher.group(2) != null) {
            return new KeyPlaceholder(Kind.ENV, List.of(matcher.group(2)));
        }
        List<String> paths = new ArrayList<>();
        Matcher path = PATH.matcher(matcher.group(3));
        while (path.find()) {
            paths.add(path.group(1) == null ? path.group(2) : path.group(1));
        }
        return new KeyPlaceholder(Kind.FILES, paths);
    }
}
