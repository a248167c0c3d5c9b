package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.KeyPlaceholder;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates of cache keys: text with {@code {{ tree }}}, {@code {{ os }}}, {@code {{ arch }}}, {@code {{ env.NAME }}} and
 * {@code {{ files('a', 'b') }}}. Only their form is checked here.
 */
public final class KeyTemplate {
    private static final String KNOWN =
            "{{ tree }}, {{ os }}, {{ arch }}, {{ env.NAME }} and {{ files('a', 'b') }} are known";
    private static final int LONGEST = 10_000;
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    private KeyTemplate() {}

    /** A template, as written. */
    @CheckForNull
    public static String read(Field field) {
        String text = field.filledText();
        if (text != null && text.length() > LONGEST) {
            field.error(
                    field.label() + " is very long",
                    "a template has at most %,d characters".formatted(LONGEST),
                    "name files in it: {{ files('a') }}");
            return null;
        }
        return text == null || !isValid(text, field) ? null : text;
    }

    private static boolean isValid(String text, Field field) {
        int start = text.indexOf("{{");
        int from = 0;
        while (start >= 0) {
            int end = text.indexOf("}}", start);
            if (end < 0) {
                field.error("'{{' without '}}'", KNOWN, "close it with }}");
                return false;
            }
            String inner = text.substring(start + 2, end).trim();
            if (KeyPlaceholder.parse(inner) == null) {
                field.error(Quoted.of(text.substring(start, end + 2)), KNOWN, suggestion(inner));
                return false;
            }
            from = end + 2;
            start = text.indexOf("{{", from);
        }
        if (text.indexOf("}}", from) >= 0) {
            field.error("'}}' without '{{'", KNOWN, null);
            return false;
        }
        return true;
    }

    @CheckForNull
    private static String suggestion(String inner) {
        Matcher word = WORD.matcher(inner);
        return word.lookingAt() ? DidYouMean.phrase(word.group(), List.of("tree", "os", "arch", "env", "files")) : null;
    }
}
