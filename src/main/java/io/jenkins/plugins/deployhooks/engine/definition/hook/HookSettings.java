package io.jenkins.plugins.deployhooks.engine.definition.hook;

import edu.umd.cs.findbugs.annotations.Nullable;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import java.util.Objects;

/**
 * How a hook is executed. Every value may be null, which means "as the next weaker settings say".
 *
 * @param shell who reads the script
 * @param limits how long it may take
 * @param retries how often it is tried again
 * @param onFailure what its failure means; null: as the next weaker settings say
 */
public record HookSettings(
        Shell shell,
        Limits limits,
        Retries retries,
        @Nullable FailurePolicy onFailure) {

    /** Nothing said. */
    public static final HookSettings UNSET =
            new HookSettings(new Shell(null, null, null), new Limits(null, null, null), new Retries(null, null), null);

    /** What holds where nobody says anything: the weakest settings, each one set. */
    public static final HookSettings BUILT_IN = new HookSettings(
            new Shell("sh", false, false),
            new Limits(TimeLimit.none(), TimeLimit.none(), Duration.ofSeconds(15)),
            new Retries(0, Duration.ZERO),
            FailurePolicy.FAIL);

    /** These settings, with what is not set here taken from {@code weaker}. */
    public HookSettings orElse(HookSettings weaker) {
        return new HookSettings(
                shell.orElse(weaker.shell),
                limits.orElse(weaker.limits),
                retries.orElse(weaker.retries),
                first(onFailure, weaker.onFailure));
    }

    private static <T> @Nullable T first(@Nullable T strong, @Nullable T weak) {
        return strong == null ? weak : strong;
    }

    /**
     * The interpreter of a script.
     *
     * @param name {@code sh}, {@code bash}, {@code dash}, {@code pwsh}, {@code bat} or a shebang line
     * @param errexit whether the shell stops at the first failing command; false unless said (X8)
     * @param trace whether the shell prints each command; false unless said (X8)
     */
    public record Shell(
            @Nullable String name,
            @Nullable Boolean errexit,
            @Nullable Boolean trace) {
        Shell orElse(Shell weaker) {
            return new Shell(first(name, weaker.name), first(errexit, weaker.errexit), first(trace, weaker.trace));
        }
    }

    /**
     * The time a hook has.
     *
     * @param timeout for one attempt
     * @param inactivityTimeout without any output
     * @param killGrace between SIGTERM and SIGKILL
     */
    public record Limits(
            @Nullable TimeLimit timeout,
            @Nullable TimeLimit inactivityTimeout,
            @Nullable Duration killGrace) {
        Limits orElse(Limits weaker) {
            return new Limits(
                    first(timeout, weaker.timeout),
                    first(inactivityTimeout, weaker.inactivityTimeout),
                    first(killGrace, weaker.killGrace));
        }
    }

    /**
     * Further attempts after a failure or a time-out.
     *
     * @param count how many, 0 to 100
     * @param backoff the pause before the first of them; it doubles with each further one
     */
    public record Retries(@Nullable Integer count, @Nullable Duration backoff) {
        /** The pause after the attempt number {@code attempt}, counted from 1, where {@link #backoff} is set. */
        public Duration pauseAfter(int attempt) {
            // the shift is bounded so that it cannot overflow
            return Objects.requireNonNull(backoff).multipliedBy(1L << Math.min(attempt - 1, 20));
        }

        Retries orElse(Retries weaker) {
            return new Retries(first(count, weaker.count), first(backoff, weaker.backoff));
        }
    }
}
