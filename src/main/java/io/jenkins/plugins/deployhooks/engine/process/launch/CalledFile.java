package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.words.Programs;
import io.jenkins.plugins.deployhooks.engine.process.words.ShellWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of the repository that a hook calls by its path, as far as its text tells, and what the
 * programs read that it names, as {@code npm} does {@code package.json}.
 *
 * @param path as written, relative
 * @param kind how sure it is
 * @param directory in which it is looked for first, relative to the root of the repository; null: nowhere but in the root
 */
public record CalledFile(
        String path, Kind kind, @CheckForNull String directory) {
    /** How sure it is that a file is called. */
    public enum Kind {
        /** It is all that is executed. */
        SCRIPT,
        /** It is the program of a command with arguments, and may be one that was built. */
        PROGRAM,
        /** It is a word of a text for a shell: the name of a file if there is one of that name, in each of its places. */
        WORD,
        /** As a word, but no text names it: a program that a text names reads it if it is there. */
        READ,
        /** It is one of several files that a word means. */
        MEMBER,
        /** It is a directory that a text changes to: scripts that are called may be called there. */
        DIRECTORY
    }

    /**
     * The files that {@code script} calls, the surest first.
     *
     * @param dir the working directory relative to the root; null: the root
     */
    public static List<CalledFile> of(Script script, @CheckForNull String dir) {
        Set<CalledFile> called = new LinkedHashSet<>();
        if (script.sourced() != null) {
            called.add(new CalledFile(script.sourced(), Kind.SCRIPT, null));
        }
        if (script.kind() == Script.Kind.FILE) {
            called.add(new CalledFile(script.text().strip(), Kind.SCRIPT, null));
            return List.copyOf(called);
        }
        Optional<CommandWord> first = CommandWord.of(script.text());
        first.ifPresent(
                word -> called.add(new CalledFile(word.path(), word.alone() ? Kind.SCRIPT : Kind.PROGRAM, dir)));
        if (first.isPresent() && first.get().alone()) {
            for (String file : Programs.read(List.of(first.get().path()))) {
                called.add(new CalledFile(file, Kind.READ, dir));
            }
        } else {
            called.addAll(by(script.text(), dir));
        }
        return List.copyOf(called);
    }

    /**
     * The files that {@code text} may call.
     *
     * @param dir in which they are looked for first, relative to the root; null: nowhere but in the root
     */
    public static List<CalledFile> by(String text, @CheckForNull String dir) {
        List<CalledFile> called = new ArrayList<>();
        ShellWords.of(text).forEach(word -> called.add(new CalledFile(word, Kind.WORD, dir)));
        ShellWords.read(text).forEach(file -> called.add(new CalledFile(file, Kind.READ, dir)));
        ShellWords.directories(text).forEach(change -> called.add(new CalledFile(change, Kind.DIRECTORY, dir)));
        return called;
    }

    /** Whether it is a file only if there is one. */
    public boolean isGuess() {
        return kind == Kind.WORD || kind == Kind.READ;
    }

    /** Where it may be, relative to the root of the repository: as it is written, and as Windows understands it. */
    public List<String> places() {
        List<String> places = new ArrayList<>();
        String slashes = path.replace('\\', '/');
        for (String written : slashes.equals(path) ? List.of(path) : List.of(path, slashes)) {
            if (directory != null) {
                places.add(directory + "/" + written);
            }
            places.add(written);
        }
        return places;
    }
}
