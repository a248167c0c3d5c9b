package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.KeyPlaceholder;
import java.util.ArrayList;
import java.util.List;

/**
 * Restore keys: beginnings of keys. One that no key of the same definition can begin with finds nothing, and the definition
 * is valid all the same.
 */
public final class RestoreKeys {
    /** What stands between the text of a template and the digest of all parts. */
    private static final String SEPARATOR = "-";

    private RestoreKeys() {}

    /** A restore key, as written, where the keys follow {@code template}; null: they are digests alone. */
    @CheckForNull
    public static String read(Field field, @CheckForNull String template) {
        String text = KeyTemplate.read(field);
        if (text == null) {
            return null;
        }
        if (template == null) {
            field.warning(
                    "a restore key without a key",
                    "without a template keys begin with a digest, so it can never match",
                    "add key: with the same beginning");
        } else if (!canBegin(pieces(text), pieces(template + SEPARATOR))) {
            field.warning(
                    "the restore key '" + text + "'",
                    "no key '" + template + "' begins with it, so it can never match",
                    "put what changes most often last in key:");
        }
        return text;
    }

    /** Whether a text of {@code key} can begin with a text of {@code prefix}. */
    private static boolean canBegin(List<Object> prefix, List<Object> key) {
        for (int i = 0; i < prefix.size(); i++) {
            if (i >= key.size()) {
                // What follows is the digest of all parts, which nobody writes down.
                return false;
            }
            Object wanted = prefix.get(i);
            Object there = key.get(i);
            if (wanted.equals(there)) {
                continue;
            }
            if (isWord(wanted) || isWord(there)) {
                // Nobody knows what system it is; it may well be what the other one says.
                return true;
            }
            return i == prefix.size() - 1
                    && wanted instanceof String text
                    && there instanceof String longer
                    && longer.startsWith(text);
        }
        return true;
    }

    private static boolean isWord(Object piece) {
        return piece instanceof KeyPlaceholder placeholder
                && (placeholder.kind() == KeyPlaceholder.Kind.OS || placeholder.kind() == KeyPlaceholder.Kind.ARCH);
    }

    /** The texts and placeholders of a template, which may be no valid one: then what cannot be read is text. */
    private static List<Object> pieces(String template) {
        List<Object> pieces = new ArrayList<>();
        int from = 0;
        int start = template.indexOf("{{");
        while (start >= 0) {
            int end = template.indexOf("}}", start);
            KeyPlaceholder placeholder = end < 0
                    ? null
                    : KeyPlaceholder.parse(template.substring(start + 2, end).trim());
            if (placeholder == null) {
                break;
            }
            add(pieces, template.substring(from, start));
            pieces.add(placeholder);
            from = end + 2;
            start = template.indexOf("{{", from);
        }
        add(pieces, template.substring(from));
        return pieces;
    }

    private static void add(List<Object> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(text);
        }
    }
}
