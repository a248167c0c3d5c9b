package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of the repository that a hook calls by its path, as far as the text tells: a script file, or the first word of a
 * command. What a file or a command calls further nobody knows.
 *
 * @param path as written, relative
 * @param whole whether it is all that is executed, other than a command with arguments
 * @param directory in which it is looked for first, relative to the root of the repository; null: nowhere but in the root
 */
public record CalledFile(
        String path, boolean whole, @CheckForNull String directory) {
    /**
     * The file that {@code script} calls.
     *
     * @param dir the working directory relative to the root; null: the root
     */
    public static Optional<CalledFile> of(Script script, @CheckForNull String dir) {
        if (script.kind() == Script.Kind.FILE) {
            return Optional.of(new CalledFile(script.text().strip(), true, null));
        }
        return CommandWord.of(script.text()).map(word -> new CalledFile(word.path(), word.alone(), dir));
    }

    /** Where it may be, relative to the root of the repository. */
    public List<String> places() {
        List<String> places = new ArrayList<>();
        if (directory != null) {
            places.add(directory + "/" + path);
        }
        places.add(path);
        return places;
    }
}
