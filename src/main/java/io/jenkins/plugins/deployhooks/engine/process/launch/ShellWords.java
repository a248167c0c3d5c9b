package io.jenkins.plugins.deployhooks.engine.process.launch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text for a shell that may be paths of files. No parser: more words than there are do no harm, since only
 * those count that name a file. What is put together by variables, globs or other programs is not among them.
 */
public final class ShellWords {
    /** Texts are of people; more is of a generator. */
    private static final int MOST_WORDS = 20_000;

    private static final int MOST_DIRECTORIES = 20;
    private static final int LONGEST = 1000;
    private static final Pattern COMMENT = Pattern.compile("^[ \t]*#(?!!).*$", Pattern.MULTILINE);
    private static final Pattern BETWEEN = Pattern.compile("[\\s;&|()<>\"'=`]+");
    private static final Pattern PIECES = Pattern.compile("[,:@{}\\[\\]]+");

    /** A variable in front, as in {@code $WORKSPACE/ci/x.sh}, or what is left of {@code $(dirname $0)/x.sh}. */
    private static final Pattern FRONT = Pattern.compile("^(?:\\$\\{[^}]*}|\\$\\w+)?/+");

    private static final Pattern CHANGES = Pattern.compile(
            "(?:\\b(?:cd|pushd)|(?:^|\\s)(?:-C|--directory|--prefix|--chdir))[\\s=]+[\"']?([^\\s;&|()<>\"'`]+)");

    private ShellWords() {}

    /** The words of {@code text}, each also below the directories that it changes to; relative, without a slash in front. */
    public static Set<String> of(String text) {
        String code = COMMENT.matcher(text).replaceAll("");
        Set<String> words = new LinkedHashSet<>();
        for (String word : BETWEEN.split(code)) {
            if (words.size() > MOST_WORDS / 2) {
                break;
            }
            add(words, word);
            for (String piece : PIECES.split(word)) {
                add(words, piece);
            }
        }
        Set<String> all = new LinkedHashSet<>(words);
        for (String directory : directories(code)) {
            words.stream().limit(Math.max(0, MOST_WORDS - all.size())).forEach(word -> all.add(directory + "/" + word));
        }
        return all;
    }

    private static void add(Set<String> words, String word) {
        String path = FRONT.matcher(word).replaceFirst("");
        if (!path.isEmpty() && path.length() <= LONGEST && path.indexOf('\0') < 0 && path.charAt(0) != '-') {
            words.add(path);
        }
    }

    private static List<String> directories(String code) {
        Set<String> directories = new LinkedHashSet<>();
        Matcher matcher = CHANGES.matcher(code);
        while (matcher.find() && directories.size() < MOST_DIRECTORIES) {
            add(directories, matcher.group(1));
        }
        return new ArrayList<>(directories);
    }
}
