package io.jenkins.plugins.deployhooks.engine.process.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text for a shell that may be paths of files. No parser: more words than there are do no harm, since only
 * those count that name a file. One may mean several, see {@link Glob}: a pattern, a name with a variable in it, a directory.
 */
public final class ShellWords {
    /** Texts are of people; more is of a generator. */
    private static final int MOST_WORDS = 20_000;

    private static final int MOST_DIRECTORIES = 40;
    private static final int LONGEST = 1000;
    private static final Pattern COMMENT = Pattern.compile("^[ \t]*#(?!!).*$", Pattern.MULTILINE);
    private static final Pattern BETWEEN = Pattern.compile("[\\s;&|()<>\"'=`]+");
    private static final Pattern PIECES = Pattern.compile("[,:@{}\\[\\]]+");

    /** A variable in front, as in {@code $WORKSPACE/ci/x.sh}, or what is left of {@code $(dirname $0)/x.sh}. */
    private static final Pattern FRONT = Pattern.compile("^(?:%~dp0/*|(?:\\$\\{[^}]*}|\\$env:\\w+|\\$\\w+|%\\w+%)?/+)");

    /** Fronts that may lead to the workspace: behind others, and a slash alone, there is no directory of the repository. */
    private static final Pattern INNER =
            Pattern.compile("(?i)(?:%~dp0|%cd%|\\$\\{[^}]*%[^}]*}|(?:\\$\\{|\\$env:|\\$|%)(?!home\\b)\\w*"
                    + "(?:work|pwd|here|home|dir|root|path|folder).*)/*");

    private static final Pattern HERE_ITSELF = Pattern.compile("(?:\\./*)+");

    private static final Pattern BRACES = Pattern.compile("\\$\\{(\\w+)[^}]*}");

    /** In front of what is behind other commands, as in {@code $(dirname "$0")/ci}: they mostly tell where the text is. */
    private static final String HERE = "$PWD";

    private static final Pattern BEHIND_COMMAND = Pattern.compile(".*[)`][\"']*|[\"']+", Pattern.DOTALL);

    /** What nobody knows before it runs. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}|\\$(?:\\w+|[@*#])|%\\w+%|!\\w+!");

    private static final String SPACE = "[ \t]+";
    private static final Pattern CHANGES = Pattern.compile(
            "(?:\\b(?:cd|chdir|pushd)\\b(?:" + SPACE + "(?:-[\\w-]*|/[dD]))*" + SPACE
                    + "|(?:^|\\s)-[a-zA-Z]*C[\\s=]*|(?:^|\\s)(?:--directory|--prefix|--chdir)[\\s=]+)"
                    + "(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\\s;&|()<>\"'`]+))",
            Pattern.MULTILINE);

    private ShellWords() {}

    /** The words of {@code text}, each also below the directories that it changes to; relative, without a slash in front. */
    public static Set<String> of(String text) {
        String code = COMMENT.matcher(text).replaceAll("");
        Set<String> words = new LinkedHashSet<>();
        // A directory that is only changed to is not one whose files are called.
        for (String word : split(CHANGES.matcher(code).replaceAll(" "))) {
            if (words.size() > MOST_WORDS / 4) {
                break;
            }
            directory(words, word.replace('\\', '/'));
        }
        for (String word : split(code)) {
            if (words.size() > MOST_WORDS / 2) {
                break;
            }
            add(words, word);
        }
        if (Programs.runsDirectories(words)) {
            List.copyOf(words).forEach(word -> words.add(word.replaceFirst("/+$", "") + "/*"));
        }
        return everywhere(words, text);
    }

    /** What the programs that {@code text} names read though it does not name that, also below the directories it changes to. */
    public static Set<String> read(String text) {
        return everywhere(Programs.read(of(text)), text);
    }

    private static Set<String> everywhere(Set<String> words, String text) {
        Set<String> all = new LinkedHashSet<>(words);
        for (String directory : directories(text)) {
            words.stream().limit(Math.max(0, MOST_WORDS - all.size())).forEach(word -> all.add(directory + "/" + word));
        }
        return all;
    }

    /**
     * The directories that {@code text} changes to: each of them, and each below those that came before, since nobody can
     * tell which of them it has left again.
     */
    public static List<String> directories(String text) {
        Set<String> all = new LinkedHashSet<>();
        Matcher matcher = CHANGES.matcher(COMMENT.matcher(text).replaceAll(""));
        List<String> current = new ArrayList<>();
        while (matcher.find() && all.size() < MOST_DIRECTORIES) {
            Set<String> found = new LinkedHashSet<>();
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    one(found, matcher.group(group).replace('\\', '/'));
                }
            }
            for (String directory : found) {
                List<String> before = new ArrayList<>(all);
                current.add(directory);
                all.add(directory);
                all.add(String.join("/", current));
                before.stream()
                        .limit(Math.max(0, MOST_DIRECTORIES - all.size()))
                        .forEach(outer -> all.add(outer + "/" + directory));
            }
        }
        return all.stream().filter(directory -> directory.length() <= LONGEST).toList();
    }

    /** All that may be a word of {@code code}, and the pieces of each. */
    private static Set<String> split(String code) {
        List<String> written = new ArrayList<>(whole(code));
        code.lines().map(ShellWords::whole).forEach(written::addAll);
        written.addAll(between(code));
        Set<String> words = new LinkedHashSet<>();
        for (String word : written) {
            if (words.size() > MOST_WORDS) {
                break;
            }
            words.add(word);
            words.addAll(List.of(PIECES.split(word)));
            words.addAll(List.of(PIECES.split(BRACES.matcher(word).replaceAll("\\$$1"))));
        }
        return words;
    }

    /** The words of {@code code} where it is split at whatever joins commands, or quotes. */
    private static List<String> between(String code) {
        List<String> words = new ArrayList<>();
        Matcher between = BETWEEN.matcher(code);
        int start = 0;
        String before = "";
        while (start <= code.length()) {
            boolean more = between.find();
            String word = code.substring(start, more ? between.start() : code.length());
            boolean joined =
                    start > before.length() && BEHIND_COMMAND.matcher(before).matches();
            words.add(joined && word.startsWith("/") ? HERE + word : word);
            start = more ? between.end() : code.length() + 1;
            before = more ? between.group() : "";
        }
        return words;
    }

    private static void add(Set<String> words, String written) {
        // Whether it is a directory is not told here.
        String word = Glob.isPattern(written) ? written : written.replaceFirst("/+$", "");
        one(words, word);
        String slashes = word.replace('\\', '/');
        if (!slashes.equals(word)) {
            // Of Windows, perhaps.
            one(words, slashes);
        }
        several(words, slashes);
    }

    /** What {@code word} means if it means several files. */
    private static void several(Set<String> words, String word) {
        String path = VARIABLE.matcher(FRONT.matcher(word).replaceFirst("")).replaceAll("*");
        boolean named = path.indexOf('/') >= 0 || path.indexOf('.') >= 0;
        if (!path.equals(word) && named && Glob.isPattern(path)) {
            one(words, path);
        }
    }

    /** What {@code word} means if it is a directory: all below it. That in which the text is already is none of these. */
    private static void directory(Set<String> words, String word) {
        String path = VARIABLE.matcher(FRONT.matcher(word).replaceFirst("")).replaceAll("*");
        boolean named = word.indexOf('/') >= 0
                && !path.isEmpty()
                && !HERE_ITSELF.matcher(path).matches();
        if (named && !Glob.isPattern(path) && isInner(word)) {
            one(words, path.replaceFirst("/+$", "") + "/");
        }
    }

    /** Whether {@code word} may lead to a directory of the workspace. */
    private static boolean isInner(String word) {
        Matcher front = FRONT.matcher(word);
        return !front.find() || INNER.matcher(front.group()).matches();
    }

    private static void one(Set<String> words, String word) {
        String path = FRONT.matcher(word).replaceFirst("");
        if (!path.isEmpty() && path.length() <= LONGEST && path.indexOf('\0') < 0 && path.charAt(0) != '-') {
            words.add(path);
        }
    }

    /** The words that a shell sees where something is quoted; also what is behind {@code =}, and in words with quotes. */
    private static List<String> whole(String code) {
        List<String> words = new ArrayList<>();
        for (String word : quoted(code)) {
            words.add(word);
            if (word.indexOf('=') >= 0) {
                words.add(word.substring(word.indexOf('=') + 1));
            }
            if (word.indexOf('"') >= 0 || word.indexOf('\'') >= 0) {
                words.addAll(quoted(word));
            }
        }
        return words;
    }

    private static List<String> quoted(String code) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean special = false;
        char quote = 0;
        for (int i = 0; i < code.length(); i++) {
            char each = code.charAt(i);
            boolean escape = each == '\\' && quote != '\'' && i + 1 < code.length();
            if (escape && (quote == 0 || "\"\\$`\n".indexOf(code.charAt(i + 1)) >= 0)) {
                i++;
                special = true;
                if (code.charAt(i) != '\n') {
                    word.append(code.charAt(i));
                }
            } else if (quote == 0 && (each == '"' || each == '\'')) {
                quote = each;
                special = true;
            } else if (quote != 0 && each == quote) {
                quote = 0;
            } else if (quote == 0 && (Character.isWhitespace(each) || ";&|()<>`".indexOf(each) >= 0)) {
                if (special && word.length() <= LONGEST) {
                    words.add(word.toString());
                }
                special = false;
                word.setLength(0);
            } else {
                if (word.length() == 0 && each == '/' && i > 0 && ")`".indexOf(code.charAt(i - 1)) >= 0) {
                    word.append(HERE);
                }
                word.append(each);
            }
        }
        if (special && word.length() <= LONGEST) {
            words.add(word.toString());
        }
        return words;
    }
}
