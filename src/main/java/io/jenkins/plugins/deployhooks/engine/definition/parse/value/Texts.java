package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.condition.ConditionExpression;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Texts with a form of their own. */
public final class Texts {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int LONGEST_NAME = 100;
    private static final int LAST_PORT = 65_535;
    private static final Path PARENT = Path.of("..");

    private Texts() {}

    /** The name of an app or an environment: one line, not too long. */
    @CheckForNull
    public static String name(Field field) {
        String text = field.filledText();
        if (text == null) {
            return null;
        }
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            String why = "a name is one line of at most " + LONGEST_NAME + " characters";
            field.error(field.label() + " is " + Quoted.of(text), why, null);
            return null;
        }
        return text;
    }

    /** An absolute http or https URL (D11). */
    @CheckForNull
    public static URI url(Field field) {
        String text = field.filledText();
        if (text == null) {
            return null;
        }
        String shown = Quoted.of(text.replaceFirst("(?s)//.*@", "//***@"));
        try {
            URI uri = new URI(text);
            String why = fault(uri);
            if (why == null) {
                return uri;
            }
            String suggestion = text.startsWith("/") ? "did you mean http://127.0.0.1:8080" + text + "?" : null;
            field.error("the URL " + shown, why, suggestion);
        } catch (URISyntaxException e) {
            field.error("the URL " + shown, e.getReason() + " at character " + (e.getIndex() + 1), null);
        }
        return null;
    }

    @CheckForNull
    private static String fault(URI uri) {
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getRawAuthority() == null) {
            return "an absolute http or https URL is wanted";
        }
        if (uri.getHost() == null) {
            return "a host name or address is wanted after '//', and after it at most a colon and a port";
        }
        boolean port = uri.getPort() == -1 || uri.getPort() >= 1 && uri.getPort() <= LAST_PORT;
        return port ? null : "a port is a number from 1 to " + LAST_PORT;
    }

    /** A glob pattern. */
    @CheckForNull
    public static String glob(Field field) {
        String text = field.filledText();
        if (text == null) {
            return null;
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + text);
            return text;
        } catch (PatternSyntaxException e) {
            field.error(
                    "the pattern " + Quoted.of(text),
                    e.getDescription(),
                    "put a backslash before brackets and braces that mean themselves");
            return null;
        }
    }

    /** A path inside the repository, relative to its root; the file may be missing. */
    @CheckForNull
    public static String inside(Field field) {
        return path(
                field,
                path -> !path.startsWith(".."),
                "it is outside of the repository",
                "write it relative to the root");
    }

    /** A path inside the app or beside it, relative to the app's root, which it leaves by one {@code ../} at most (D4). */
    @CheckForNull
    public static String near(Field field) {
        return path(
                field,
                path -> !path.equals(PARENT) && !path.startsWith(PARENT.resolve(PARENT)),
                "it is further outside of the app than one ../",
                "write it relative to the root of the app, with one ../ at most");
    }

    /** @param accepted says of a relative, normal path whether it is in its place */
    @CheckForNull
    private static String path(Field field, Predicate<Path> accepted, String why, String suggestion) {
        String text = field.filledText();
        if (text == null) {
            return null;
        }
        try {
            Path path = Path.of(text);
            if (!path.isAbsolute() && accepted.test(path.normalize())) {
                return text;
            }
            field.error("the path " + Quoted.of(text), why, suggestion);
        } catch (InvalidPathException e) {
            field.error("the path " + Quoted.of(text), "it is no path: " + e.getReason(), null);
        }
        return null;
    }

    /** A condition on variables. */
    @CheckForNull
    public static String expression(Field field) {
        String text = field.filledText();
        if (text == null) {
            return null;
        }
        try {
            ConditionExpression.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            field.error(
                    "the expression " + Quoted.of(text),
                    why,
                    "write for example BRANCH_NAME == \"main\" && CI != \"\"");
            return null;
        }
    }
}
