package io.jenkins.plugins.deployhooks.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the {@code KEY=value} lines which a hook wrote to its {@code $DEPLOY_OUTPUT}. Never a failure: what cannot be
 * used is left out and noted. The last line for a key counts.
 */
public final class OutputFile {
    /** The variable that tells a hook the path of the file. */
    public static final String VARIABLE = "DEPLOY_OUTPUT";

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_KEYS = 1000;

    /** Linux starts no program with a longer variable (128 KiB with its name): every later hook would fail. */
    private static final int MAX_VALUE_BYTES = 100_000;

    private static final int MAX_NOTES = 5;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int unnoted;

    private OutputFile() {}

    /**
     * What was read.
     *
     * @param values by their names
     * @param notes what was left out and why
     */
    public record Content(Map<String, String> values, List<String> notes) {
        public Content {
            values = Map.copyOf(values);
            notes = List.copyOf(notes);
        }
    }

    /** Reads {@code file}; a missing one is empty, a link or a directory in its place is not followed. */
    public static Content read(Path file) {
        OutputFile output = new OutputFile();
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isRegularFile()) {
                output.parse(bytes(file), found.size() > MAX_BYTES);
            } else {
                output.note("it was replaced by " + (found.isSymbolicLink() ? "a link" : "something that is no file")
                        + " and was not read");
            }
        } catch (NoSuchFileException e) {
            return output.content(); // the hook removed it: nothing written
        } catch (IOException e) {
            output.note("it cannot be read: " + e);
        }
        return output.content();
    }

    /** What somebody who is not trusted has read, held to the same rules. */
    public static Content check(Map<?, ?> values) {
        OutputFile output = new OutputFile();
        long left = MAX_BYTES;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String value)) {
                output.note("a value that is no text was left out");
                continue;
            }
            left -= (long) name.length() + value.length() + 2;
            if (left < 0) {
                output.note("it is larger than 1 MiB, the rest was left out");
                break;
            } else if (value.indexOf('\n') >= 0) {
                output.note("a value of several lines was left out");
            } else {
                output.add(name + "=" + value, "");
            }
        }
        return output.content();
    }

    private static byte[] bytes(Path file) throws IOException {
        // not following links here too: the file may be replaced between the look at it and the opening
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private void parse(byte[] bytes, boolean cut) {
        String text = decoded(bytes);
        if (cut) {
            text = text.substring(0, text.lastIndexOf('\n') + 1);
            note("it is larger than 1 MiB, the rest was left out");
        }
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String clean = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!clean.isBlank()) {
                add(clean, "line " + number + ": ");
            }
        }
    }

    /** {@code >>} of Windows PowerShell writes UTF-16 with a mark, other ways of its UTF-8 with one. */
    private static String decoded(byte[] bytes) {
        boolean wide = bytes.length > 1 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        String text = new String(bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void add(String line, String where) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals);
        String value = line.substring(equals + 1);
        if (equals < 0) {
            note(where + "no KEY=value");
        } else if (!NAME.matcher(name).matches()) {
            note(where + "a name consists of letters, digits and _ and does not begin with a digit");
        } else if (name.startsWith("DEPLOY_")) {
            note(where + name + " was left out: names that begin with DEPLOY_ belong to the deployment");
        } else if (value.indexOf('\0') >= 0) {
            note(where + "the value of " + name + " was left out: a variable cannot hold a NUL character");
        } else if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            note(where + "the value of " + name + " was left out: it is longer than " + MAX_VALUE_BYTES + " bytes");
        } else if (values.size() == MAX_KEYS && !values.containsKey(name)) {
            note(where + name + " was left out: more than " + MAX_KEYS + " names");
        } else {
            values.put(name, value);
        }
    }

    private void note(String text) {
        if (notes.size() < MAX_NOTES) {
            notes.add("$" + VARIABLE + ": " + text + ".");
        } else {
            unnoted++;
        }
    }

    private Content content() {
        if (unnoted > 0) {
            notes.add("$" + VARIABLE + ": " + unnoted + " more lines were left out.");
        }
        return new Content(values, notes);
    }
}
