package io.jenkins.plugins.deployhooks.engine.process.launch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first word of a command that is a path relative to the repository, as in {@code ./x.sh} and {@code ci/x.sh arg}.
 *
 * <p>Deliberately narrow, because a wrong guess would break a command that a shell understands: one line; the word made
 * of letters, digits and {@code . _ @ % + , : - /} only, so no assignment, quote, variable or glob; and behind it
 * nothing that joins commands ({@code ; & | (} or a here document), because there the user may well have planned for a
 * program that is missing ({@code bin/check || true}, S51). Everything else is left to the shell.
 *
 * @param path the word
 * @param alone whether it is the whole command
 */
record CommandWord(String path, boolean alone) {
    private static final Pattern WORD = Pattern.compile("([\\p{L}\\p{N}._@%+,:/-]+)(\\s.*)?");
    private static final Pattern JOINS = Pattern.compile("[;&|(\n]|<<");

    static Optional<CommandWord> of(String text) {
        String command = text.strip();
        Matcher matcher = WORD.matcher(command);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String word = matcher.group(1);
        boolean relative = word.indexOf('/') > 0 && word.charAt(0) != '-';
        if (!relative || JOINS.matcher(command).find()) {
            return Optional.empty();
        }
        return Optional.of(new CommandWord(word, matcher.group(2) == null));
    }
}
