package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.pipeline.account.Journal;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.account.StepNode;
import io.jenkins.plugins.deployhooks.pipeline.account.Subject;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.attempt.RunningHook;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.pipeline.place.GivenUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One step. What is saved with the program is what it was asked to do and by which id; everything else is found in the
 * journals of its attempts, so that it makes no difference whether it starts or is taken up after a restart.
 */
final class DeployHookExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_LABEL = 100;

    private final Orders orders;
    private final long notBefore;
    private final String id = UUID.randomUUID().toString();
    private boolean forced;

    @CheckForNull
    private Throwable stopCause;

    private transient StopRequest stop = new StopRequest();
    private transient Background background = new Background();

    /** Somebody runs the hook, or is about to; false: it was loaded, and Jenkins waits for the agent of its block. */
    private transient volatile boolean taken;

    /** @param delayMillis to wait before the first attempt */
    DeployHookExecution(StepContext context, Orders orders, long delayMillis) {
        super(context);
        this.orders = orders;
        this.notBefore = delayMillis > 0 ? System.currentTimeMillis() + delayMillis : 0;
    }

    private Object readResolve() {
        stop = new StopRequest();
        stop.raise(askedBefore());
        background = new Background();
        return this;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        taken = true;
        if (orders.isCalledOff(getContext())) {
            stop(new FlowInterruptedException(Result.ABORTED));
        }
        background.run(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        taken = true;
        background.run(this::begin);
    }

    private synchronized StopRequest.Level askedBefore() {
        if (stopCause == null) {
            return StopRequest.Level.NONE;
        }
        return forced ? StopRequest.Level.FORCE : StopRequest.Level.STOP;
    }

    /** The first time asks the hook to end, with its grace; the second time takes the grace away. */
    @Override
    public void stop(@NonNull Throwable cause) throws IOException, InterruptedException {
        boolean givenUp = GivenUp.isCause(cause);
        boolean reachable = givenUp && orders.isAgentKnown(getContext());
        if (reachable && orders.isAnswer(getContext())) {
            Completion.tell(getContext(), GivenUp.reason(cause) + "; the hook goes on there.");
            return;
        }
        synchronized (this) {
            // That Jenkins gives up the agent is not somebody's second wish: the hook keeps its grace where it can be
            // reached.
            forced |= givenUp ? !reachable : stopCause != null;
            stopCause = stopCause == null ? cause : stopCause;
        }
        getContext().saveState();
        stop.raise(askedBefore());
        if (!taken && stop.level() == StopRequest.Level.FORCE) {
            getContext().onFailure(stopCause());
        }
    }

    @Override
    public String getStatus() {
        return stop.level() == StopRequest.Level.NONE ? "running a hook" : "stopping a hook";
    }

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    /** A fault of a part is the end of the step. */
    private void guarded(Part part) {
        try {
            part.run();
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: nobody else would end the step.
            getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            getContext().onFailure(e);
        }
    }

    private void begin() {
        guarded(() -> attempt(orders.firstAttempt(), notBefore));
    }

    /** Runs attempt {@code number} when it is time, finds it running, or finds that it has ended. */
    private void attempt(int number, long due) throws IOException, InterruptedException {
        HookOrder order = orders.order(getContext(), number);
        label(order.names().label());
        Path directory = Objects.requireNonNull(getContext().get(Run.class))
                .getRootDir()
                .toPath()
                .resolve("deploy-hooks");
        Journal journal = Journal.open(directory.resolve("journal").resolve(id + "-" + number + ".json"));
        HookEnd end = journal.end();
        if (end != null) {
            settle(new Settled(order, number, journal), end);
            return;
        }
        if (!journal.isBegun()) {
            if (!orders.isDue(getContext())) {
                throw new AbortException("not started: the deployment has gone on without this hook");
            }
            if (stop.level() != StopRequest.Level.NONE) {
                mark(order, number);
                settle(new Settled(order, number, journal), notStarted(number));
                return;
            }
            long wait = due - System.currentTimeMillis();
            if (wait > 0) {
                later(wait, () -> attempt(number, due));
                return;
            }
            mark(order, number);
        }
        Subject subject = new Subject(
                id + "-" + number,
                order,
                journal,
                directory.resolve(order.names().log()));
        Settled settled = new Settled(order, number, journal);
        orders.placed(getContext());
        // Whoever ends the step by force does not ask it, and nothing of the hook is to be left.
        orders.whenGivenUp(getContext(), () -> stop.raise(StopRequest.Level.FORCE));
        new RunningHook(getContext(), subject, stop, ended -> guarded(() -> settle(settled, ended))).start();
    }

    /** Runs {@code part} in {@code millis}, or as soon as a stop is asked for; once. */
    private void later(long millis, Part part) {
        AtomicBoolean taken = new AtomicBoolean();
        Runnable once = () -> {
            if (taken.compareAndSet(false, true)) {
                guarded(part);
            }
        };
        background.later(Duration.ofMillis(millis), once);
        stop.onRaise(() -> background.run(once));
        if (stop.level() != StopRequest.Level.NONE) {
            background.run(once);
        }
    }

    private static HookEnd notStarted(int number) {
        String before = number == 1 ? "it started" : "attempt " + number;
        return new HookEnd(
                State.ABORTED, HookEnd.Exit.NONE, "aborted before " + before, Duration.ZERO, HookEnd.Output.NONE);
    }

    /** An attempt that has ended. */
    private record Settled(HookOrder order, int number, Journal journal) {}

    private void settle(Settled settled, HookEnd ended) throws IOException, InterruptedException {
        HookEnd end = settled.journal().isBegun() ? GivenUp.lost(ended, stopCause()) : ended;
        int number = settled.number();
        HookOrder order = settled.order();
        Completion completion =
                new Completion(getContext(), order, end, settled.journal().agent());
        completion.tellNotes();
        boolean last = !isRetryable(end) || number > order.settings().retries().count();
        if (!last && !orders.isDriven()) {
            Duration pause = order.settings().retries().pauseAfter(number);
            completion.tell(completion.sentence());
            completion.tell("Attempt " + (number + 1)
                    + (pause.isZero() ? " follows." : " follows in " + DurationText.format(pause) + "."));
            long due = settled.journal().endedAt() + pause.toMillis();
            background.run(() -> guarded(() -> attempt(number + 1, due)));
            return;
        }
        if (end.state() == State.ABORTED && !settled.journal().isBegun()) {
            orders.notStarted(getContext());
        } else {
            orders.ended(getContext(), end);
        }
        completion.complete(stopCause(), new Completion.Mode(orders.isDriven(), last));
    }

    private boolean isRetryable(HookEnd end) {
        return stop.level() == StopRequest.Level.NONE
                && (end.state() == State.FAILED || end.state() == State.TIMED_OUT);
    }

    @CheckForNull
    private synchronized Throwable stopCause() {
        return stopCause;
    }

    /** Begins what the console tells of an attempt. Once more where a restart finds that it has not begun. */
    private void mark(HookOrder order, int number) throws IOException, InterruptedException {
        HookOrder.Names names = order.names();
        String text = names.label() + (number == 1 ? "" : ", attempt " + number);
        StepLog.mark(getContext(), names.log(), number, text);
    }

    private void label(String text) throws IOException, InterruptedException {
        StepNode.label(getContext(), text.substring(0, Math.min(text.length(), LONGEST_LABEL)));
    }
}
