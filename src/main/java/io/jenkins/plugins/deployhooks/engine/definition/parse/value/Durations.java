package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import java.util.Locale;

/** Durations: {@code 90}, {@code 90s}, {@code 5m}, {@code 1h}, and {@code none} where a limit is wanted (S39). */
public final class Durations {
    private static final String NONE = "none";

    private Durations() {}

    /** A limit: longer than nothing, or {@code none}. */
    @CheckForNull
    public static TimeLimit limit(Field field) {
        if (NONE.equals(plain(field))) {
            return TimeLimit.none();
        }
        Duration duration = positive(field);
        return duration == null ? null : TimeLimit.of(duration);
    }

    /** A duration longer than nothing. */
    @CheckForNull
    public static Duration positive(Field field) {
        Duration duration = pause(field);
        if (duration != null && duration.isZero()) {
            field.error(field.label() + " is zero", "it has to be longer", "write none for no limit or remove the key");
            return null;
        }
        return duration;
    }

    /** A duration, possibly zero. */
    @CheckForNull
    public static Duration pause(Field field) {
        String text = field.text();
        if (text == null) {
            return null;
        }
        String what = field.label() + " is " + Quoted.of(text);
        if (text.trim().startsWith("-")) {
            field.error(what, "a duration is never negative", null);
            return null;
        }
        if (NONE.equals(text.trim())) {
            field.error(what, "a duration is wanted", "write 0 for none at all");
            return null;
        }
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            field.error(what, String.valueOf(e.getMessage()), suggestion(text));
            return null;
        }
    }

    @CheckForNull
    private static String plain(Field field) {
        return field.node() instanceof ScalarNode scalar ? scalar.text().trim() : null;
    }

    /** Undoes the usual misspellings: {@code 5 minutes}, {@code 5M}, {@code 1.5h} is left alone. */
    @CheckForNull
    private static String suggestion(String text) {
        String simple = text.toLowerCase(Locale.ROOT)
                .replaceAll("[ _]", "")
                .replaceAll("milliseconds?|millis", "ms")
                .replaceAll("seconds?|secs?", "s")
                .replaceAll("minutes?|mins?", "m")
                .replaceAll("hours?|hrs?", "h")
                .replaceAll("days?", "d");
        if (simple.equals(text)) {
            return null;
        }
        try {
            DurationText.parse(simple);
            return "did you mean " + simple + "?";
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
