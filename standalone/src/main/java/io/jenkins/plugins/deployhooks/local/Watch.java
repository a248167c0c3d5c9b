package io.jenkins.plugins.deployhooks.local;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Limits;
import io.jenkins.plugins.deployhooks.engine.process.Deadline;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest.Level;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopCause;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopOutcome;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopSequence;
import io.jenkins.plugins.deployhooks.engine.process.stop.Timing;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import io.jenkins.plugins.deployhooks.local.output.HookOutput;
import io.jenkins.plugins.deployhooks.local.tree.HookTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Watches a started hook in the caller's thread until it ends by itself, or is due to be stopped and was. */
final class Watch {
    /** How long SIGKILL is repeated before survivors are reported. */
    private static final Duration FORCE_LIMIT = Duration.ofSeconds(10);

    /** After which time without the grace a listener that does not return is not waited for any more. */
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(5);

    private static final long AT_ONCE = Duration.ofMillis(25).toNanos();
    private static final long FIRST_LOOK = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_BETWEEN_LOOKS = Duration.ofSeconds(2).toNanos();
    private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();

    private final HookRun run;
    private final StopRequest stop;
    private final Subject subject;
    private final Bell bell = new Bell();
    private final LogFollower follower;
    private final Deadline timeout;
    private final Deadline inactivity;
    private long nextLook = System.nanoTime() + FIRST_LOOK;
    private long betweenLooks = FIRST_LOOK;

    /** What was started: the process, what it and its children are known by, and where their output goes. */
    record Subject(Process process, HookTree.Marks marks, HookOutput output) {}

    Watch(HookRun run, StopRequest stop, HookLog log, Subject subject) {
        this.run = run;
        this.stop = stop;
        this.subject = subject;
        Limits limits = run.settings().limits();
        timeout = new Deadline(orNone(limits.timeout()), System::nanoTime);
        inactivity = new Deadline(orNone(limits.inactivityTimeout()), System::nanoTime);
        follower = new LogFollower(log.source(subject.process()), run.output().listener(), bell);
    }

    /** How it ended; the reason of a failure is left to whom explains exit codes. */
    record Result(State state, Exit exit, String reason, Seen seen) {
        List<String> tail() {
            return seen.tail();
        }

        List<String> notes() {
            return seen.notes();
        }
    }

    /** What was seen of it. */
    record Seen(List<String> tail, List<String> notes) {}

    Result untilEnd() {
        HookTree tree = HookTree.of(subject.process(), subject.marks());
        List<String> notes = new ArrayList<>();
        try (StopRequest.Registration registration = stop.onRaise(bell::ring)) {
            StopCause cause = endsAtOnce() ? null : awaitEnd(subject.process(), tree);
            StopOutcome outcome = cause == null ? null : stopped(tree);
            awaitExit(subject.process());
            if (outcome == null || outcome.isEmpty()) {
                noteLeftBehind(tree, notes);
                subject.output().settle();
                deliverAll(notes);
                return byItself(subject.process(), new Seen(follower.tail(), notes));
            }
            subject.output().end();
            deliverAll(notes);
            State state = cause == StopCause.REQUEST ? State.ABORTED : State.TIMED_OUT;
            return new Result(state, exit(subject.process()), reason(cause, outcome), new Seen(follower.tail(), notes));
        } finally {
            if (bell.interrupted()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits a moment for a very quick hook, without anything it does not need: a thread costs it more than its work. A
     * stop that is requested meanwhile is noticed right after.
     */
    private boolean endsAtOnce() {
        long nanos = Math.min(AT_ONCE, timeout.remainingNanos());
        try {
            return subject.process().waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            bell.interrupt();
            return false;
        }
    }

    @CheckForNull
    private StopCause awaitEnd(Process process, HookTree tree) {
        follower.start();
        while (process.isAlive()) {
            if (stop.level() != Level.NONE || bell.interrupted()) {
                return StopCause.REQUEST;
            }
            if (timeout.expired()) {
                return StopCause.TIMEOUT;
            }
            if (inactivity.expired()) {
                inactivity.restartAt(follower.lastGrowth());
                if (inactivity.expired()) {
                    return StopCause.INACTIVITY;
                }
            }
            lookIfDue(tree);
            long look = nextLook - System.nanoTime();
            bell.await(Math.min(look, Math.min(timeout.remainingNanos(), inactivity.remainingNanos())));
        }
        return null;
    }

    private void lookIfDue(HookTree tree) {
        long begin = System.nanoTime();
        if (begin - nextLook >= 0) {
            tree.remember();
            long now = System.nanoTime();
            // on a machine with very many processes a look is dear: at most 2 % of the time
            betweenLooks = Math.max(Math.min(betweenLooks * 2, LONGEST_BETWEEN_LOOKS), 50 * (now - begin));
            nextLook = now + betweenLooks;
        }
    }

    private StopOutcome stopped(HookTree tree) {
        Duration grace = run.settings().limits().killGrace();
        Timing timing = new Timing() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                bell.await(nanos);
            }

            @Override
            public boolean forced() {
                return stop.level() == Level.FORCE;
            }
        };
        return new StopSequence(tree, timing, grace == null ? Duration.ZERO : grace, FORCE_LIMIT).run();
    }

    private void awaitExit(Process process) {
        long start = System.nanoTime();
        // gone from /proc, but not yet fetched by the virtual machine's own thread
        while (process.isAlive() && System.nanoTime() - start < ONE_SECOND) {
            bell.await(ONE_SECOND / 100);
        }
    }

    private void noteLeftBehind(HookTree tree, List<String> notes) {
        long start = System.nanoTime();
        Set<Member> left = tree.leftBehind();
        // a tee of a process substitution ends a moment after its shell: no background child, and its output counts
        while (!left.isEmpty() && System.nanoTime() - start < ONE_SECOND / 4) {
            bell.await(ONE_SECOND / 100);
            left = tree.leftBehind();
        }
        if (!left.isEmpty()) {
            notes.add("Left running in the background: " + StopOutcome.list(left)
                    + ". What they write from now on is in the log only.");
        }
    }

    private void deliverAll(List<String> notes) {
        follower.finish();
        long forcedSince = Long.MAX_VALUE;
        while (!follower.done()) {
            boolean forced = stop.level() == Level.FORCE || bell.interrupted();
            forcedSince = forced ? Math.min(forcedSince, System.nanoTime()) : Long.MAX_VALUE;
            if (forced && System.nanoTime() - forcedSince > DELIVERY_LIMIT.toNanos()) {
                notes.add("Not all output was shown: whoever shows it did not take it. It is complete in the log.");
                break;
            }
            bell.await(ONE_SECOND);
        }
        @CheckForNull String fault = follower.fault();
        if (fault != null) {
            notes.add(fault);
        }
    }

    private static Result byItself(Process process, Seen seen) {
        Exit exit = exit(process);
        State state = Integer.valueOf(0).equals(exit.code()) ? State.OK : State.FAILED;
        return new Result(state, exit, "", seen);
    }

    private static Exit exit(Process process) {
        return process.isAlive() ? Exit.NONE : Exit.ofStatus(process.exitValue());
    }

    private String reason(StopCause cause, StopOutcome outcome) {
        TimeLimit limit = cause == StopCause.INACTIVITY ? inactivity.limit() : timeout.limit();
        return cause.sentence(limit, outcome.describe());
    }

    private static TimeLimit orNone(@CheckForNull TimeLimit limit) {
        return limit == null ? TimeLimit.none() : limit;
    }
}
