package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Values that are one of some words. */
public final class Words {
    /** The words a condition can ask the deployment's result for. */
    public static final List<String> RESULTS = List.of("success", "unstable", "failed", "aborted");

    private Words() {}

    /** One of {@code known}, exactly. */
    public static Function<Field, String> of(Collection<String> known) {
        return field -> word(field, known);
    }

    /** A constant of {@code type}, written in lower case. */
    public static <E extends Enum<E>> Function<Field, E> of(Class<E> type) {
        Map<String, E> constants = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> constants.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return field -> constants.get(String.valueOf(word(field, constants.keySet())));
    }

    @CheckForNull
    private static String word(Field field, Collection<String> known) {
        String text = field.text();
        if (text == null || known.contains(text)) {
            return text;
        }
        String why = "one of " + String.join(", ", known) + " is wanted";
        field.error(field.label() + " is " + Quoted.of(text), why, DidYouMean.phrase(text, known));
        return null;
    }
}
