package io.jenkins.plugins.deployhooks.pipeline.attempt;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.agent.HookOnAgent;
import io.jenkins.plugins.deployhooks.agent.remote.Prepared;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import io.jenkins.plugins.deployhooks.pipeline.account.AttemptOutput;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.account.Subject;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.trust.Trust;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.tasks.filters.EnvVarsFilterableBuilder;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Starts an attempt where it was not started before. */
final class Start {
    private static final long SAVE_LIMIT_SECONDS = 60;

    private final StepContext context;
    private final Subject subject;
    private final AttemptOutput output;
    private final StopRequest stop;

    Start(StepContext context, Subject subject, AttemptOutput output, StopRequest stop) {
        this.context = context;
        this.subject = subject;
        this.output = output;
        this.stop = stop;
    }

    /**
     * It runs.
     *
     * @param agent reaches it
     * @param limits what it may use
     * @param before whether it was started before
     * @param notes for people
     */
    record Started(HookOnAgent agent, Limits limits, boolean before, List<String> notes) {}

    /** What is launched is subject to the filters of variables that hold for all steps. */
    private static final class Filtered implements EnvVarsFilterableBuilder {}

    /** It does not, and will not. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final State state;
        private final transient Exit exit;

        Refused(State state, @CheckForNull Integer status, String reason) {
            super(reason);
            this.state = state;
            this.exit = new Exit(status, null);
        }

        State state() {
            return state;
        }

        Exit exit() {
            return exit;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Does it, or finds that it was done. */
    Started start() throws IOException, InterruptedException, Refused {
        AgentPlace place = AgentPlace.of(context, subject.order().surroundings());
        try {
            return start(place);
        } catch (IOException | RuntimeException e) {
            if (AgentAbsence.isCause(e) || !place.isCutOff()) {
                throw e;
            }
            throw (IOException) new ClosedChannelException().initCause(e);
        }
    }

    private Started start(AgentPlace place) throws IOException, InterruptedException, Refused {
        HookOnAgent agent = new HookOnAgent(subject.cookie(), place.workspace(), place.launcher());
        boolean begun = subject.journal().isBegun();
        if (!begun) {
            saveProgram();
        }
        Prepared prepared = agent.prepare(place.task(subject.cookie(), subject.order()), begun);
        if (prepared.state() == Prepared.State.GONE) {
            throw new Refused(
                    State.LOST,
                    null,
                    "What was known of it on the agent is gone: its workspace was deleted, or it is another machine"
                            + " now. Whether it ran to its end is not known.");
        }
        if (prepared.state() != Prepared.State.RUNNING) {
            launch(prepared, place, agent);
        }
        Limits limits = new Limits(
                subject.order().settings().limits(),
                subject.journal().startedAt(),
                Duration.ofMillis(prepared.rest().idleMillis()));
        return new Started(agent, limits, begun, prepared.rest().notes());
    }

    private void launch(Prepared prepared, AgentPlace place, HookOnAgent agent)
            throws IOException, InterruptedException, Refused {
        if (stop.level() != StopRequest.Level.NONE) {
            throw new Refused(State.ABORTED, null, "Stop was requested before it started.");
        }
        String objection = objection(place);
        if (!subject.journal().isBegun()) {
            subject.journal().begin(place.agent(), System.currentTimeMillis());
            output.begin(prepared.display());
        }
        if (objection != null) {
            output.write((objection + "\n").getBytes(StandardCharsets.UTF_8));
            throw new Refused(State.FAILED, null, objection);
        }
        Prepared.Rest rest = prepared.rest();
        if (prepared.state() == Prepared.State.REFUSED) {
            output.write((rest.message() + "\n").getBytes(StandardCharsets.UTF_8));
            throw new Refused(State.FAILED, rest.status(), rest.message());
        }
        // as for sh: administrators may keep variables from what builds start
        place.launcher().prepareFilterRules(context.get(Run.class), new Filtered());
        String fault = agent.launch(prepared, place.env());
        if (!fault.isEmpty()) {
            throw new Refused(State.FAILED, null, "It could not be started. " + fault);
        }
    }

    /**
     * Why the hook's script must not be started; null: nothing is known against it. What ran in the workspace meanwhile may
     * have changed it.
     */
    @CheckForNull
    private String objection(AgentPlace place) throws IOException, InterruptedException {
        HookOrder order = subject.order();
        List<CalledFile> called =
                CalledFile.of(order.script(), order.surroundings().dir());
        if (called.isEmpty()) {
            return null;
        }
        String root = order.surroundings().root();
        FilePath directory =
                root == null ? place.workspace() : place.workspace().child(root);
        Trust.Place here = new Trust.Place(directory, place.env().get("WORKSPACE"));
        try (Trust trust = Trust.of(Objects.requireNonNull(context.get(Run.class)), here, StepLog.of(context))) {
            String objection = trust.objection(called);
            return objection == null ? null : objection + ".";
        }
    }

    /** A controller that crashes after the start must know of this step when it is back. */
    private void saveProgram() throws IOException, InterruptedException {
        try {
            context.saveState().get(SAVE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The program could not be saved before the start of a hook: " + e, e);
        }
    }
}
