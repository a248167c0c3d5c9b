package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import java.time.Duration;
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
            case RESTORE -> ArchiveStep.run(ports.archives()::restore, stop);
            case SAVE -> ArchiveStep.run(ports.archives()::save, stop);
            case BRING -> ArchiveStep.run(ports.archives()::bring, stop);
            case READINESS -> ports.readiness().await(readiness, stop);
            case PREPARE, MOUNT, UNMOUNT, FREEZE, FROZEN, FROZEN_STRICT ->
                ArchiveStep.run(() -> new Archives.Work(null, ports.premises().carryOut(step)), stop);
            case HOOK -> hook(run, stop);
            case BODY, REST -> throw new IllegalArgumentException("the caller does this himself: " + step.id());
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
}
