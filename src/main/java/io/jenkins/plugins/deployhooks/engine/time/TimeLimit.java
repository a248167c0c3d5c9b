package io.jenkins.plugins.deployhooks.engine.time;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Objects;

/**
 * A duration, or none at all (S39: {@code timeout: none} is legal).
 *
 * @param duration how long; null means without limit
 */
public record TimeLimit(@CheckForNull Duration duration) {
    private static final TimeLimit NONE = new TimeLimit(null);

    public TimeLimit {
        if (duration != null && (duration.isNegative() || duration.isZero())) {
            throw new IllegalArgumentException("a time limit is longer than nothing: " + duration);
        }
    }

    /** No limit. */
    public static TimeLimit none() {
        return NONE;
    }

    /** A limit of {@code duration}, which is longer than nothing. */
    public static TimeLimit of(Duration duration) {
        return new TimeLimit(Objects.requireNonNull(duration));
    }

    /** Whether there is no limit. */
    public boolean isNone() {
        return duration == null;
    }

    /** The shorter of the two limits. */
    public TimeLimit atMost(TimeLimit other) {
        if (other.duration == null) {
            return this;
        }
        return duration == null || duration.compareTo(other.duration) > 0 ? other : this;
    }

    /** As written in a definition: {@code 1h30m}, {@code 90s}, {@code 250ms} or {@code none}. */
    @Override
    public String toString() {
        return duration == null ? "none" : DurationText.format(duration);
    }
}
