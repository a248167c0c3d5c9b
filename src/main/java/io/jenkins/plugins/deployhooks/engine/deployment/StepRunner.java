package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopInterrupts;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Carries out one step through the port it needs. */
final class StepRunner {
    private static final System.Logger LOG = System.getLogger(StepRunner.class.getName());

    private final DeploymentCourse course;

    @CheckForNull
    private final Readiness readiness;

    private final Ports ports;

    StepRunner(DeploymentCourse course, @CheckForNull Readiness readiness, Ports ports) {
        this.course = course;
        this.readiness = readiness;
        this.ports = ports;
    }

    HookEnd run(PlannedStep step, Command.Run run, StopRequest stop, Runnable started) {
        if (!waited(run.delay(), stop)) {
            String before = run.attempt() == 1 ? "it started" : "attempt " + run.attempt();
            return HookEnd.of(HookEnd.State.ABORTED, "aborted before " + before);
        }
        started.run();
        return guarded(() -> switch (step.kind()) {
            case RESTORE -> archive(ports.archives()::restore, stop);
            case SAVE -> archive(ports.archives()::save, stop);
            case BRING -> archive(ports.archives()::bring, stop);
            case READINESS -> ports.readiness().await(readiness, stop);
            case HOOK -> hook(run, stop);
            case BODY -> throw new IllegalArgumentException("the caller runs the body of a phase");
        });
    }

    /** Runs a body's commands: without any limit, since how long it takes is the user's own affair. */
    HookEnd runScript(PlannedStep step, Script script, StopRequest stop) {
        return guarded(() -> ports.hooks().run(course.request(step, script), stop));
    }

    /** A fault of a port is the failure of its step: what a failure is answered with must still run (S25, D16). */
    private static HookEnd guarded(Supplier<HookEnd> part) {
        try {
            return part.get();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a step ended with a fault", e);
            return HookEnd.of(HookEnd.State.FAILED, "a fault of Deploy Hooks itself, please report it: " + e);
        }
    }

    private HookEnd hook(Command.Run run, StopRequest stop) {
        HookEnd refused = course.refusal(run);
        return refused == null ? ports.hooks().run(course.request(run), stop) : refused;
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
        Archives.Work run() throws IOException, InterruptedException;
    }

    private static HookEnd archive(ArchiveTask task, StopRequest stop) {
        long start = System.nanoTime();
        HookEnd.State state;
        String reason = "";
        HookEnd.Output output = HookEnd.Output.NONE;
        try (StopInterrupts interrupts = new StopInterrupts(stop)) {
            output = output(task.run());
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
        return new HookEnd(state, HookEnd.Exit.NONE, reason, duration, output);
    }

    private static HookEnd.Output output(Archives.Work work) {
        Archives.Archived archive = work.archive();
        HookEnd.Transfer transfer = archive == null ? null : new HookEnd.Transfer(archive.bytes(), archive.files());
        return new HookEnd.Output(List.of(), Map.of(), work.notes(), transfer);
    }
}
