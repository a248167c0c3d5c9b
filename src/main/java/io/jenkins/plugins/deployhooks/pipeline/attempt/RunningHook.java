package io.jenkins.plugins.deployhooks.pipeline.attempt;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.HookOnAgent;
import io.jenkins.plugins.deployhooks.agent.Told;
import io.jenkins.plugins.deployhooks.agent.remote.Ending;
import io.jenkins.plugins.deployhooks.agent.remote.HookEvents;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopCause;
import io.jenkins.plugins.deployhooks.engine.process.stop.StopOutcome;
import io.jenkins.plugins.deployhooks.pipeline.account.AttemptOutput;
import io.jenkins.plugins.deployhooks.pipeline.account.Endings;
import io.jenkins.plugins.deployhooks.pipeline.account.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs one attempt, or takes up one that runs: starts it at most once, hears of it, stops it when that is due, and ends it
 * exactly once.
 */
public final class RunningHook implements HookEvents {
    private static final Logger LOGGER = Logger.getLogger(RunningHook.class.getName());
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final Duration ENDING_LIMIT = Duration.ofSeconds(5);

    private final Subject subject;
    private final StopRequest stop;
    private final Consumer<HookEnd> done;
    private final Background background = new Background();
    private final Endings endings;
    private final Connection connection;
    private final AttemptOutput output;
    private final StopRequest.Registration registration;

    // Guarded by this: the agent's calls, the clock, a stop and a lost connection come from threads of their own.
    @CheckForNull
    private HookOnAgent agent;

    @CheckForNull
    private Watchdog watchdog;

    @CheckForNull
    private Ending ending;

    @CheckForNull
    private StopCause cause;

    /** Somebody is on the way to the end; nobody else may begin. */
    private boolean deciding;

    private boolean finished;

    /** The end is written down, or cannot be: now its agent may forget it. */
    private boolean recorded;

    /**
     * @param stop asks it to end, also before the start
     * @param done hears how it ended, once
     * @throws IOException where the log cannot be written
     */
    public RunningHook(StepContext context, Subject subject, StopRequest stop, Consumer<HookEnd> done)
            throws IOException, InterruptedException {
        this.subject = subject;
        this.stop = stop;
        this.done = done;
        this.output = new AttemptOutput(subject, context);
        this.endings = new Endings(subject.journal(), output::hides);
        this.connection = new Connection(this, new Start(context, subject, output, stop), background);
        this.registration = stop.onRaise(() -> background.run(() -> stop(StopCause.REQUEST)));
    }

    /** Begins, in the calling thread; what follows happens in others. */
    public void start() {
        connection.connect();
    }

    /** It runs, and {@code now} reaches it. */
    void attached(Start.Started started) throws IOException, InterruptedException {
        HookOnAgent now = started.agent();
        Watchdog guard = new Watchdog(this, started, background);
        synchronized (this) {
            if (finished) {
                return;
            }
            agent = now;
            watchdog = guard;
        }
        now.follow(output.position(), this);
        guard.start();
        if (stop.level() != StopRequest.Level.NONE || isStopDue()) {
            stop(StopCause.REQUEST);
        }
    }

    /** Nothing reaches it for now. */
    void detached() {
        Watchdog guard;
        synchronized (this) {
            agent = null;
            guard = watchdog;
            notifyAll();
        }
        if (guard != null) {
            guard.close();
        }
    }

    /** Whether nobody is to wait for it any more. */
    boolean isForced() {
        return stop.level() == StopRequest.Level.FORCE;
    }

    private synchronized boolean isStopDue() {
        return cause != null;
    }

    @Override
    public void output(long position, byte[] bytes) throws IOException {
        synchronized (this) {
            if (finished || watchdog == null || !background.isAlive()) {
                throw new IOException("nobody listens to this attempt any more");
            }
            watchdog.limits().output();
        }
        if (bytes.length > Told.MOST_OUTPUT) {
            gone("Its agent told of %,d bytes of output at once: it cannot be believed.".formatted(bytes.length));
            return;
        }
        if (!output.write(position, bytes)) {
            gone(
                    "Its agent told of output behind byte %,d, although no more than %,d bytes were known: it cannot be believed."
                            .formatted(position, output.position()));
        }
    }

    @Override
    public void ended(Ending said) throws IOException {
        Ending end;
        try {
            end = Told.ending(said);
        } catch (RuntimeException e) {
            gone("Its agent told an end that cannot be one: " + e + ".");
            return;
        }
        synchronized (this) {
            if (!background.isAlive()) {
                throw new IOException("nobody listens to this attempt any more");
            }
            ending = end;
            notifyAll();
            // What else belongs to the hook is being stopped still, with scripts of its directory, or is about to be.
            if (!deciding && cause == null) {
                HookOnAgent now = agent;
                deciding = true;
                inBackground(() -> byItself(end, now));
            }
            awaitRecord();
            if (!recorded) {
                throw new IOException("the end of the hook is not recorded yet");
            }
        }
    }

    /** A thread of a connection is interrupted when that breaks, also in the middle of writing down an end. */
    private void inBackground(Supplier<HookEnd> end) {
        background.run(() -> finish(end.get()));
    }

    /** Whatever goes wrong here, the hook has ended, and nobody else would say so. */
    private HookEnd byItself(Ending end, @CheckForNull HookOnAgent now) {
        try {
            if (end.left() && now != null) {
                endings.note(LeftBehind.note(now, this));
            }
            return endings.byItself(end, output.tail());
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "a fault of Deploy Hooks, please report it", e);
            return HookEnd.of(State.LOST, "A fault of Deploy Hooks kept it from being followed: " + e + ".");
        }
    }

    @Override
    public void gone(String reason) {
        Ending known;
        synchronized (this) {
            if (deciding || !background.isAlive()) {
                return;
            }
            deciding = true;
            known = ending;
        }
        if (known != null && isStopDue()) {
            // It told its end while the rest was being stopped, and then its agent was gone.
            String left = Told.line(reason) + " What the hook had started may be running still.";
            inBackground(() -> stopped(cause(), left, known));
        } else {
            inBackground(() -> known == null ? lost(reason) : endings.byItself(known, output.tail()));
        }
    }

    /** Asks it to end for {@code why}; a second reason changes nothing, a second request takes the grace away. */
    void stop(StopCause why) {
        HookOnAgent now;
        synchronized (this) {
            cause = cause == null ? why : cause;
            notifyAll();
            if (finished || deciding) {
                return;
            }
            now = agent;
            deciding = now != null;
        }
        if (now != null) {
            StopCause first = cause();
            stop(now, (outcome, end) -> stopped(first, outcome, end));
        } else if (stop.level() == StopRequest.Level.FORCE && connection.isLost()) {
            gone(connection.describe() + " It was not waited for any more, as somebody asked twice to stop.");
        }
    }

    /** Its processes cannot be seen any more. What comes after it must not run beside it: it is stopped, if that can be. */
    void unseen(String reason) {
        HookOnAgent now;
        synchronized (this) {
            if (deciding || ending != null || agent == null || !background.isAlive()) {
                return;
            }
            deciding = true;
            now = agent;
        }
        stop(now, (outcome, end) -> lost(reason + " " + outcome));
    }

    private HookEnd lost(String reason) {
        return endings.without(
                new Endings.How(State.LOST, Told.line(reason) + " How the hook ended is not known."),
                Exit.NONE,
                output.tail());
    }

    /** @param stopped the end of a hook that was stopped, from what the stop did and what the hook told then, if it did */
    private void stop(HookOnAgent now, BiFunction<String, Ending, HookEnd> stopped) {
        try {
            StopOutcome outcome =
                    Stopping.run(now.tree(), subject.order().settings().limits(), stop, this::pause);
            Ending end = awaitEnding();
            finish(
                    outcome.isEmpty() && end != null
                            ? endings.byItself(end, output.tail())
                            : stopped.apply(outcome.describe(), end));
        } catch (RuntimeException | Error e) {
            if (AgentAbsence.isCause(e) || now.isCut()) {
                // Whatever the fault is: of a connection that was cut in the middle of an answer it may be any.
                boolean back;
                synchronized (this) {
                    deciding = false;
                    back = agent != null && agent != now;
                }
                if (!back) {
                    connection.lost(e);
                } else if (isStopDue()) {
                    background.run(() -> stop(cause())); // reached anew meanwhile, by which nobody could stop it
                }
                return;
            }
            String reason = e.toString();
            if (e instanceof UncheckedIOException) {
                reason = e.getMessage();
            } else {
                LOGGER.log(Level.WARNING, "a fault of Deploy Hooks, please report it", e);
            }
            // nobody else may begin to end it
            finish(stopped.apply("It could NOT be ended, and may be running still: " + reason + ".", null));
        }
    }

    private synchronized StopCause cause() {
        return cause == null ? StopCause.REQUEST : cause;
    }

    private HookEnd stopped(StopCause why, String outcome, @CheckForNull Ending end) {
        State state = why == StopCause.REQUEST ? State.ABORTED : State.TIMED_OUT;
        String reason = why.sentence(Limits.of(why, subject.order().settings().limits()), outcome);
        return endings.stopped(new Endings.How(state, reason), end, output.tail());
    }

    /** It cannot be run at all. */
    void failed(Throwable fault) {
        synchronized (this) {
            if (deciding) {
                return;
            }
            deciding = true;
        }
        LOGGER.log(Level.FINE, "a hook cannot be run", fault);
        finish(endings.without(
                new Endings.How(State.FAILED, "It could not be started. " + fault.getMessage()),
                Exit.NONE,
                output.tail()));
    }

    /** It has ended before anything could be heard of it. */
    void refused(Start.Refused refused) {
        synchronized (this) {
            deciding = true;
        }
        finish(endings.without(new Endings.How(refused.state(), refused.reason()), refused.exit(), output.tail()));
    }

    /** Tells people something. */
    void say(String text) {
        output.say(text);
    }

    void note(String text) {
        endings.note(text);
    }

    private void finish(HookEnd ended) {
        HookEnd end = Endings.with(ended, output.notes());
        synchronized (this) {
            if (finished || !background.isAlive()) {
                return; // the next controller will find out by itself
            }
            finished = true;
            notifyAll();
        }
        String name = "hook " + subject.order().names().id();
        attempt("what watched over " + name + " was not ended", () -> {
            detached();
            registration.close();
            connection.close();
        });
        attempt("the log of " + name + " was not ended as it should be", output::close); // filters of others
        // the build goes on; only a crash before its next save would not know of this end
        attempt("the end of " + name + " was not recorded", () -> {
            subject.journal().end(end, System.currentTimeMillis());
            // otherwise one small file is left in the directory of the build, which nobody asks for
            attempt("up to where the output of " + name + " was known was not removed", output::settle);
        });
        synchronized (this) {
            recorded = true;
            notifyAll();
        }
        done.accept(end);
    }

    /** A part of the end. */
    private interface Part {
        void run() throws IOException;
    }

    private static void attempt(String otherwise, Part part) {
        try {
            part.run();
        } catch (IOException | RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, otherwise, e);
        }
    }

    @CheckForNull
    private synchronized Ending awaitEnding() {
        long end = System.nanoTime() + ENDING_LIMIT.toNanos();
        while (ending == null && System.nanoTime() < end) {
            pause(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return ending;
    }

    /** Not longer than whoever told the end is there: a call whose connection breaks is interrupted. */
    private synchronized void awaitRecord() {
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        while (!recorded
                && background.isAlive()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() < end) {
            pause(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** Waits until something happens, for {@code nanos} at most. */
    synchronized void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(TimeUnit.MILLISECONDS.toNanos(1), nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
