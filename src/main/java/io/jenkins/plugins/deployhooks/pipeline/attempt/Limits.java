package io.jenkins.plugins.deployhooks.pipeline.attempt;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.process.Deadline;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopCause;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;

/** The deadlines of one attempt: what passed while the controller was down counts too. Safe for use by several threads. */
final class Limits {
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final TimeLimit inactivityTimeout;
    private final Deadline total;
    private Deadline quiet;

    /**
     * @param startedAt when the attempt began; milliseconds since 1970
     * @param idle for how long there has been no output
     */
    Limits(HookSettings.Limits limits, long startedAt, Duration idle) {
        inactivityTimeout = orNone(limits.inactivityTimeout());
        Duration used = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - startedAt));
        total = new Deadline(left(orNone(limits.timeout()), used), System::nanoTime);
        quiet = new Deadline(left(inactivityTimeout, idle), System::nanoTime);
    }

    synchronized void output() {
        quiet = new Deadline(inactivityTimeout, System::nanoTime);
    }

    /** What is exceeded; null: nothing. */
    @CheckForNull
    synchronized StopCause exceeded() {
        if (total.expired()) {
            return StopCause.TIMEOUT;
        }
        return quiet.expired() ? StopCause.INACTIVITY : null;
    }

    /** Nanoseconds until something can be exceeded; {@link Long#MAX_VALUE} without limits. */
    synchronized long remainingNanos() {
        return Math.min(total.remainingNanos(), quiet.remainingNanos());
    }

    /** The limit that {@code cause} is about. */
    static TimeLimit of(StopCause cause, HookSettings.Limits limits) {
        return orNone(cause == StopCause.INACTIVITY ? limits.inactivityTimeout() : limits.timeout());
    }

    private static TimeLimit left(TimeLimit limit, Duration used) {
        Duration whole = limit.duration();
        if (whole == null) {
            return limit;
        }
        Duration left = whole.minus(used);
        return TimeLimit.of(left.compareTo(AT_ONCE) < 0 ? AT_ONCE : left);
    }

    private static TimeLimit orNone(@CheckForNull TimeLimit limit) {
        return limit == null ? TimeLimit.none() : limit;
    }
}
