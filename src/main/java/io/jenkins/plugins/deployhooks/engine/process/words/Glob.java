package io.jenkins.plugins.deployhooks.engine.process.words;

import java.util.regex.Pattern;

/**
 * A word that means several files: with {@code *} or {@code ?} in it, or a directory, which ends with a slash and means all below
 * it. Also where it begins: no more of a checkout has to be looked at. Letters are compared without case, since some machines do.
 *
 * @param word relative to the directory that is looked at, with slashes
 */
public record Glob(String word) {
    private static final Pattern SPECIAL = Pattern.compile("\\*\\*/?|\\*|\\?|\\[[^]/]+]");

    /** Whether {@code word} means several files, and not all that there are. */
    public static boolean is(String word) {
        return isPattern(word) || isDirectory(word) && !isWild(word);
    }

    private static boolean isWild(String word) {
        return word.indexOf('*') >= 0 || word.indexOf('?') >= 0;
    }

    private static boolean isDirectory(String word) {
        return word.length() > 1 && word.endsWith("/");
    }

    /** Whether it names files by a pattern: then what has such a name counts, wherever it is from. */
    public static boolean isPattern(String word) {
        return isWild(word) && word.chars().anyMatch(Character::isLetterOrDigit);
    }

    /** The directory that all of its files are in or below; empty: the one that is looked at. */
    public String start() {
        int first = 0;
        while (first < word.length()
                && word.charAt(first) != '*'
                && word.charAt(first) != '?'
                && word.charAt(first) != '[') {
            first++;
        }
        int slash = word.lastIndexOf('/', first - 1);
        return slash < 0 ? "" : word.substring(0, slash);
    }

    /** How many directories are between {@link #start} and its files, the file itself included. */
    public int depth() {
        String rest = word.substring(start().length());
        return isDirectory(word) || rest.contains("**")
                ? Integer.MAX_VALUE
                : (int) rest.replaceFirst("^/", "")
                                .chars()
                                .filter(each -> each == '/')
                                .count()
                        + 1;
    }

    /** What the paths of its files are like. */
    public Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        String all = isDirectory(word) ? word + "**" : word;
        int end = 0;
        for (var special = SPECIAL.matcher(all); special.find(); end = special.end()) {
            regex.append(Pattern.quote(all.substring(end, special.start())));
            String found = special.group();
            regex.append(found.startsWith("**") ? ".*" : found.equals("*") ? "[^/]*" : "[^/]");
        }
        regex.append(Pattern.quote(all.substring(end)));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
