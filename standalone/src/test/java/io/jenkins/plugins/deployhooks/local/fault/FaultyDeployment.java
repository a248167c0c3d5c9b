package io.jenkins.plugins.deployhooks.local.fault;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.deployment.Deployment;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.deployment.Ports;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.local.LocalHookRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** One deployment in which anything may go wrong. */
final class FaultyDeployment {
    private final Town town;
    private final Dice dice;
    private final boolean real;
    private Deployment deployment;
    private int aborts;

    FaultyDeployment(Town town, Dice dice, boolean real) {
        this.town = town;
        this.dice = dice;
        this.real = real;
    }

    /**
     * How it went, as far as what lies on the disk cannot tell.
     *
     * @param died the engine died on its way, so there is no report
     * @param reported the report was written
     * @param aborts how often somebody aborted
     * @param halted the plan had nothing to run
     */
    record Ended(boolean died, boolean reported, int aborts, boolean halted) {}

    /** Deploys as {@code id}. */
    Ended run(String id) throws IOException, InterruptedException {
        Town.Opened opened;
        try {
            opened = town.new Opened(id);
        } catch (Death e) {
            return new Ended(true, false, aborts, false);
        }
        FaultyHooks hooks = new FaultyHooks(dice, real ? new LocalHookRunner("agent") : null, this::abort);
        Ports ports = new Ports(
                hooks, onAgent(opened.archives(), hooks), (readiness, stop) -> ready(), listener(), opened.premises());
        deployment = new Deployment(opened.loaded.definition(), opened.plan, opened.about, ports);
        try {
            drive(opened.loaded.definition(), () -> opened.memory.overtaken(id, opened.plan));
        } catch (Death e) {
            // The directories of a process that was killed are cleared away by the next one; this one is not dead at
            // all.
            opened.close();
            return new Ended(true, false, aborts, opened.plan.isHalted());
        }
        Report report = deployment.report();
        opened.end(report);
        return new Ended(false, write(report, opened.about.logs()), aborts, opened.plan.isHalted());
    }

    private void abort() {
        aborts++;
        deployment.interrupt("somebody");
    }

    private void drive(Definition definition, Supplier<String> overtaken) {
        for (Phase phase : Phase.values()) {
            if (dice.causes(Fault.ABORTED_BETWEEN_PHASES)) {
                abort();
            }
            String why = phase == Phase.RUN ? overtaken.get() : null;
            if (why != null) {
                deployment.overtaken(why);
            }
            Command command = deployment.enter(phase);
            while (command instanceof Command.Run) {
                command = deployment.runBody(definition.phase(phase).body());
            }
            if (command instanceof Command.Finish) {
                return;
            }
        }
        deployment.close(End.OK, "");
    }

    private boolean write(Report report, Path logs) throws IOException {
        Path file = logs.resolve("deploy-hooks.json");
        if (dice.causes(Fault.REPORT_CANNOT_BE_WRITTEN)) {
            Files.createDirectories(file);
        }
        try {
            ReportJson.write(report, file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private HookEnd ready() {
        return dice.causes(Fault.APP_NEVER_READY)
                ? HookEnd.of(HookEnd.State.FAILED, "failed starting: nothing answers")
                : HookEnd.of(HookEnd.State.OK, "");
    }

    /** Archives are made on the agent: where that is away, nothing is. */
    private static Archives onAgent(Archives archives, FaultyHooks agent) {
        return new Archives() {
            @Override
            public Work restore() throws IOException, InterruptedException {
                there();
                return archives.restore();
            }

            @Override
            public Work save() throws IOException, InterruptedException {
                there();
                return archives.save();
            }

            @Override
            public Work bring() throws IOException, InterruptedException {
                there();
                return archives.bring();
            }

            private void there() throws IOException {
                if (agent.isGone()) {
                    throw new IOException("the agent went away");
                }
            }
        };
    }

    private DeploymentListener listener() {
        return new DeploymentListener() {
            @Override
            public void stateChanged(LifecycleState state) {
                fault();
            }

            @Override
            public void output(PlannedStep step, byte[] bytes, int length) {
                fault();
            }

            @Override
            public void ended(PlannedStep step, int attempt, HookEnd end) {
                fault();
            }

            private void fault() {
                if (dice.causes(Fault.LISTENER_THROWS)) {
                    throw new IllegalStateException("a fault of whoever listens");
                }
            }
        };
    }
}
