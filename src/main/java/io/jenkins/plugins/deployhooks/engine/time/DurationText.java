package io.jenkins.plugins.deployhooks.engine.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90} (seconds), {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 250ms}, {@code 2d}. */
public final class DurationText {
    /** The longest duration a definition may name. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with a message for the user, if {@code text} is none or is longer than {@link
     *     #LONGEST}
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        Duration duration;
        Matcher parts = PARTS.matcher(trimmed);
        if (SECONDS.matcher(trimmed).matches()) {
            duration = Duration.ofSeconds(Long.parseLong(trimmed));
        } else if (!trimmed.isEmpty() && parts.matches()) {
            duration = Duration.ofDays(number(parts, 1))
                    .plusHours(number(parts, 2))
                    .plusMinutes(number(parts, 3))
                    .plusSeconds(number(parts, 4))
                    .plusMillis(number(parts, 5));
        } else {
            throw new IllegalArgumentException("not a duration: write 90, 90s, 5m, 1h or 1h30m");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longer than the longest duration, " + format(LONGEST));
        }
        return duration;
    }

    /** Writes a duration as {@link #parse} reads it; parts below a millisecond are dropped. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}
