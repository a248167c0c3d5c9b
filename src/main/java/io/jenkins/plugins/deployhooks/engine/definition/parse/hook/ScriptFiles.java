package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Texts;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks the script files and directories that hooks name: inside the repository, there, and executable (S7). */
public final class ScriptFiles {
    private static final int MOST_NEIGHBOURS = 1000;

    @CheckForNull
    private final Path root;

    private final Set<String> asked = new TreeSet<>();

    @CheckForNull
    private final String defaultShell;

    /**
     * @param root of the repository; null: on another machine, where nobody looks before the hook starts
     * @param defaultShell the shell of hooks that name none; null: nobody named one
     */
    public ScriptFiles(@CheckForNull Path root, @CheckForNull String defaultShell) {
        this.root = root;
        this.defaultShell = defaultShell;
    }

    /** The paths that were looked for, as written. */
    public Set<String> asked() {
        return Collections.unmodifiableSet(asked);
    }

    /** The path of a script, as written. */
    @CheckForNull
    String script(Field field, @CheckForNull String shell) {
        String text = Texts.inside(field);
        Path base = root;
        if (text == null || base == null) {
            return text;
        }
        Path file = existing(field, base, text, "script");
        if (file == null) {
            return null;
        }
        if (!Files.isRegularFile(file)) {
            field.error("the script " + Quoted.of(text) + " is no file", "only a file can be executed", null);
            return null;
        }
        if (isStarted(shell == null ? defaultShell : shell) && !Files.isExecutable(file)) {
            String suggestion = "run chmod +x " + text + " and git update-index --chmod=+x " + text
                    + ", or name the shell that reads it, such as bash";
            field.error(
                    "the script " + Quoted.of(text) + " is not executable", "it is started by its path", suggestion);
            return null;
        }
        return text;
    }

    /** Whether a script is started by its path; every shell but the default one, {@code sh}, reads it instead. */
    private static boolean isStarted(@CheckForNull String shell) {
        return shell == null || shell.equals(HookSettings.BUILT_IN.shell().name());
    }

    /** The path of a directory, as written; it may be made by an earlier hook, so it need not be there yet. */
    @CheckForNull
    public String dir(Field field) {
        String text = Texts.inside(field);
        Path base = root;
        if (text != null) {
            asked.add(text);
        }
        if (text == null || base == null || !Files.exists(base.resolve(text))) {
            return text;
        }
        Path dir = existing(field, base, text, "directory");
        if (dir != null && !Files.isDirectory(dir)) {
            field.error("the directory " + Quoted.of(text) + " is a file", "commands work in a directory", null);
            return null;
        }
        return dir == null ? null : text;
    }

    @CheckForNull
    private Path existing(Field field, Path base, String text, String kind) {
        asked.add(text);
        Path file = base.resolve(text).normalize();
        String what = "the " + kind + " " + Quoted.of(text);
        if (!Files.exists(file)) {
            field.error(
                    what + " is missing", "paths are relative to the root of the repository", neighbour(base, file));
            return null;
        }
        try {
            if (file.toRealPath().startsWith(base.toRealPath())) {
                return file;
            }
            field.error(what + " is outside of the repository", "a symbolic link leads out of it", null);
        } catch (IOException e) {
            field.error(what + " cannot be read", e.toString(), null);
        }
        return null;
    }

    /** A file in the same directory whose name is near. */
    @CheckForNull
    private static String neighbour(Path root, Path file) {
        Path dir = file.getParent();
        if (dir == null || !Files.isDirectory(dir)) {
            return null;
        }
        try (Stream<Path> files = Files.list(dir)) {
            List<String> names = files.limit(MOST_NEIGHBOURS)
                    .map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
            String nearest = DidYouMean.nearest(String.valueOf(file.getFileName()), names);
            return nearest == null ? null : "did you mean " + root.relativize(dir.resolve(nearest)) + "?";
        } catch (IOException e) {
            // A directory that cannot be listed has no suggestion; that the script is missing is told already.
            return null;
        }
    }
}
