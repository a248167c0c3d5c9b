package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of hooks, which are names of log files too. A hook without a name gets one: the script's file name without its
 * ending; for a command the event's name if it is the only hook, otherwise {@code hook-1}, {@code hook-2} by position.
 */
final class HookNames {
    private static final int LONGEST = 100;
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029/\\\\:*?\"<>|]");
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    private static final Pattern PATH = Pattern.compile("[^\\s'\"$&|;<>()`]*/[^\\s'\"$&|;<>()`]*");

    private HookNames() {}

    /** A name that is safe as a file name. */
    @CheckForNull
    static String read(Field field) {
        String text = field.filledText();
        if (text == null) {
            return null;
        }
        String why = fault(text);
        if (why != null) {
            field.error("the hook name " + Quoted.of(text), why, "choose another name");
            return null;
        }
        return text;
    }

    /** The name of a hook that has none. */
    static String invent(Script script, String event, int position) {
        String text = script.text().strip();
        if (script.kind() == Script.Kind.FILE || PATH.matcher(text).matches()) {
            String file = text.substring(text.lastIndexOf('/') + 1);
            String stem = file.lastIndexOf('.') > 0 ? file.substring(0, file.lastIndexOf('.')) : file;
            if (fault(stem) == null) {
                return stem;
            }
        }
        return position == 0 ? event : "hook-" + position;
    }

    /** The names of one event that are taken. */
    static final class Taken {
        private final Set<String> keys = new HashSet<>();
        private final Map<String, Integer> numbers = new HashMap<>();

        /** Takes a written name; false where it is taken already. */
        boolean take(String name) {
            return keys.add(key(name));
        }

        /** Takes {@code name}, or with a number behind it the first that is free. */
        String takeFree(String name) {
            String free = name;
            while (!take(free)) {
                // The numbers before are taken: asking for each one again would make many equal names slow.
                free = name + "-" + numbers.merge(key(name), 2, (last, first) -> last + 1);
            }
            return free;
        }
    }

    /** Two names with the same key would be one file on some disks. */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @CheckForNull
    private static String fault(String name) {
        if (name.isBlank()) {
            return "it is empty";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return "it is longer than " + LONGEST + " bytes";
        }
        if (UNSAFE.matcher(name).find()) {
            return "it names a file, so it has no control characters and none of / \\ : * ? \" < > |";
        }
        if (name.startsWith(".") || name.endsWith(".") || !name.equals(name.strip())) {
            return "it begins or ends with a dot or a blank";
        }
        return DEVICE.matcher(name).matches() ? "it is a device's name on Windows" : null;
    }
}
