package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.HurryBudget;
import io.jenkins.plugins.deployhooks.engine.process.StopInterrupts;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Carries out one step through the port it needs. */
final class StepRunner {
    private static final System.Logger LOG = System.getLogger(StepRunner.class.getName());

    private final About about;
    private final HookEnvironment environment;

    @CheckForNull
    private final Readiness readiness;

    private final Ports ports;
    private final HurryBudget budget = new HurryBudget(System::nanoTime);

    StepRunner(About about, HookEnvironment environment, @CheckForNull Readiness readiness, Ports ports) {
        this.about = about;
        this.environment = environment;
        this.readiness = readiness;
        this.ports = ports;
    }

    HookEnd run(PlannedStep step, Command.Run run, StopRequest stop, Runnable started) {
        if (!waited(run.delay(), stop)) {
            String before = run.attempt() == 1 ? "it started" : "attempt " + run.attempt();
            return endOf(HookEnd.State.ABORTED, "aborted before " + before);
        }
        started.run();
        return guarded(() -> switch (step.kind()) {
            case RESTORE -> archive(ports.archives()::restore, stop);
            case SAVE -> archive(ports.archives()::save, stop);
            case READINESS -> ports.readiness().await(readiness, stop);
            case HOOK -> hook(step, run, stop);
            case BODY -> throw new IllegalArgumentException("the caller runs the body of a phase");
        });
    }

    /** Runs a body's commands: without any limit, since how long it takes is the user's own affair. */
    HookEnd runScript(PlannedStep step, Script script, StopRequest stop) {
        HookRun.Place place = new HookRun.Place(about.root(), environment.home(), environment.of(step, 1));
        return guarded(() ->
                ports.hooks().run(new HookRun(step.id(), script, HookSettings.BUILT_IN, place, output(step)), stop));
    }

    /** A fault of a port is the failure of its step: what a failure is answered with must still run (S25, D16). */
    private static HookEnd guarded(Supplier<HookEnd> part) {
        try {
            return part.get();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a step ended with a fault", e);
            return endOf(HookEnd.State.FAILED, "a fault of Deploy Hooks itself, please report it: " + e);
        }
    }

    static HookEnd nothingToRun() {
        return endOf(HookEnd.State.OK, "no commands");
    }

    static HookEnd endOf(HookEnd.State state, String reason) {
        return new HookEnd(state, HookEnd.Exit.NONE, reason, Duration.ZERO, HookEnd.Output.NONE);
    }

    /** The lifecycle's word for how a process ended. */
    static End wordOf(HookEnd.State state) {
        return switch (state) {
            case OK -> End.OK;
            case FAILED -> End.FAILED;
            case TIMED_OUT -> End.TIMED_OUT;
            case ABORTED -> End.ABORTED;
            case LOST -> End.LOST;
        };
    }

    private HookEnd hook(PlannedStep step, Command.Run run, StopRequest stop) {
        PlannedHook hook = step.hook();
        HookSettings settings = hook.settings();
        if (run.hurried()) {
            Duration left = budget.left(hook.event());
            if (left.isZero() || left.isNegative()) {
                return endOf(
                        HookEnd.State.TIMED_OUT,
                        "not started: nothing is left of the %d minutes that %s has after an abort"
                                .formatted(HurryBudget.PER_EVENT.toMinutes(), hook.event()));
            }
            settings = hurried(settings, left);
        }
        String dir = hook.hook().surroundings().dir();
        Path cwd = dir == null ? about.root() : about.root().resolve(dir);
        HookRun.Place place = new HookRun.Place(about.root(), cwd, environment.of(step, run.attempt()));
        return ports.hooks().run(new HookRun(step.id(), hook.hook().script(), settings, place, output(step)), stop);
    }

    private static HookSettings hurried(HookSettings settings, Duration left) {
        HookSettings.Limits limits = settings.limits();
        return new HookSettings(
                settings.shell(),
                new HookSettings.Limits(
                        HurryBudget.cut(limits.timeout(), left),
                        limits.inactivityTimeout(),
                        limits.killGrace().compareTo(left) < 0 ? limits.killGrace() : left),
                settings.retries(),
                settings.onFailure());
    }

    private HookRun.Output output(PlannedStep step) {
        Path log = about.logs().resolve(environment.logName(step));
        return new HookRun.Output(log, (bytes, length) -> ports.listener().output(step, bytes, length));
    }

    /** Waits before another attempt; false: somebody asked to stop. */
    private static boolean waited(Duration delay, StopRequest stop) {
        CountDownLatch raised = new CountDownLatch(1);
        try (StopRequest.Registration registration = stop.onRaise(raised::countDown)) {
            if (delay.isZero() || stop.level() != StopRequest.Level.NONE) {
                return stop.level() == StopRequest.Level.NONE;
            }
            return !raised.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private interface ArchiveTask {
        void run() throws IOException, InterruptedException;
    }

    private static HookEnd archive(ArchiveTask task, StopRequest stop) {
        long start = System.nanoTime();
        HookEnd.State state;
        String reason = "";
        try (StopInterrupts interrupts = new StopInterrupts(stop)) {
            task.run();
            state = HookEnd.State.OK;
        } catch (IOException e) {
            state = HookEnd.State.FAILED;
            reason = e.getMessage() == null ? e.toString() : e.getMessage();
        } catch (InterruptedException e) {
            // Either our own interrupt, which the stop request stands for, or one of the caller's thread.
            state = HookEnd.State.ABORTED;
            reason = "aborted";
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new HookEnd(state, HookEnd.Exit.NONE, reason, duration, HookEnd.Output.NONE);
    }
}
