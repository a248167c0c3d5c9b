package io.jenkins.plugins.deployhooks.engine.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.deployment.record.HeldRequests;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Progress;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Recorder;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Lifecycle;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Transition;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.HurryBudget;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The course of one deployment, for whoever carries out its commands: takes what has happened outside and answers what
 * is to be done next, keeps the report, and makes hooks ready to run. Runs nothing and waits for nothing.
 */
public final class DeploymentCourse {
    private final Definition definition;
    private final Plan plan;
    private final Lifecycle lifecycle;
    private final Recorder recorder;
    private final HookEnvironment environment;
    private final DeploymentListener listener;
    private final HurryBudget budget;
    private About about;
    private LifecycleState state = LifecycleState.INITIAL;
    private long revision;

    /** A deployment of {@code definition}, planned as {@code plan}, that has not begun. */
    public DeploymentCourse(Definition definition, Plan plan, About about, DeploymentListener listener) {
        this.definition = definition;
        this.plan = plan;
        this.about = about;
        this.lifecycle = new Lifecycle(plan);
        this.listener = listener;
        this.recorder = new Recorder(plan, about.which(definition.target(), plan), about.logs(plan));
        this.environment = new HookEnvironment(definition, plan, about, recorder);
        this.budget = new HurryBudget(System::nanoTime);
        plan.warnings().forEach(this::warn);
    }

    /** The deployment of {@code saved} that has come as far as {@code progress}, and goes on in {@code about}. */
    public DeploymentCourse(SavedPlan saved, Progress progress, About about, DeploymentListener listener) {
        this.definition = saved.definition();
        this.plan = saved.plan();
        this.about = about;
        this.lifecycle = new Lifecycle(plan);
        this.listener = listener;
        Report.Deployment which = about.which(saved.definition().target(), plan);
        this.recorder = new Recorder(plan, which, about.logs(plan), progress.memory());
        this.environment = new HookEnvironment(saved.definition(), plan, about, recorder);
        this.budget = new HurryBudget(System::nanoTime, progress.hurriedUntil(Instant.now()));
        this.state = progress.state();
        this.revision = progress.revision();
        recorder.stateChanged(state);
    }

    /** How far it has come, to go on from there. */
    public synchronized Progress progress() {
        return new Progress(Progress.VERSION, revision, Instant.now(), state, recorder.memory(), budget.used());
    }

    /** The deployment goes on at another place: another machine, directory or environment. */
    public synchronized void at(About place) {
        about = place;
        environment.at(place);
    }

    /** What is to be done now: the last command that is not answered yet. */
    public Command current() {
        return lifecycle.current(state());
    }

    /** Whether the attempt number {@code attempt} of the step called {@code stepId} is what is to be done now. */
    public boolean isCurrent(String stepId, int attempt) {
        return current() instanceof Command.Run run && run.stepId().equals(stepId) && run.attempt() == attempt;
    }

    /** What {@code step} sees beside the environment around it, for whoever has that environment. */
    public Map<String, String> variables(PlannedStep step, int attempt) {
        return environment.added(step, attempt);
    }

    /** The names of variables around the deployment that {@code step} does not see: those of a deployment around this one. */
    public Set<String> hidden(PlannedStep step) {
        return environment.hidden(step);
    }

    /** Those of {@link #hidden} that are credentials of services (S35). */
    public Set<String> credentialsHiddenFrom(PlannedStep step) {
        return environment.credentials(step);
    }

    /**
     * A phase begins.
     *
     * @return what is to be done next
     * @throws IllegalStateException with a message for the user, if the phase cannot begin now
     */
    public Command begin(Phase phase) {
        return signal(new Signal.PhaseEntered(phase));
    }

    /** An attempt of a hook, or another step that is no body of the user's own, begins now. */
    public void started(PlannedStep step, int attempt) {
        recorder.started(step, attempt);
        listener.started(step, attempt);
    }

    /** The attempt of the last command has ended. */
    public Command ended(PlannedStep step, int attempt, HookEnd raw) {
        return signal(record(step, attempt, raw));
    }

    /** Keeps how an attempt has ended. */
    Signal.Ended record(PlannedStep step, int attempt, HookEnd raw) {
        HookEnd end = FailureReason.complete(step, raw, about.surroundings().agent());
        recorder.ended(step, attempt, end);
        listener.ended(step, attempt, end);
        HeldRequests.warning(definition.rules().running().traffic(), step.hook(), recorder)
                .ifPresent(this::warn);
        return new Signal.Ended(step.id(), FailureReason.wordOf(end.state()), end.reason());
    }

    /**
     * The body has ended that the user's own steps were.
     *
     * @param reason for people; may be empty after {@link End#OK}
     * @throws IllegalStateException if no body is running
     */
    public Command bodyEnded(End end, String reason) {
        return signal(recordBody(end, reason));
    }

    /** Keeps how the body has ended that is running. */
    Signal.Ended recordBody(End end, String reason) {
        PlannedStep body = runningBody();
        HookEnd.State word =
                end == End.OK || end == End.UNSTABLE ? HookEnd.State.OK : HookEnd.State.valueOf(end.name());
        HookEnd result = HookEnd.of(word, reason);
        recorder.ended(body, 1, result);
        if (end == End.UNSTABLE) {
            recorder.unstable(body, reason);
        }
        listener.ended(body, 1, result);
        return new Signal.Ended(body.id(), end, reason);
    }

    /**
     * Another deployment came between, so that nothing counts as unchanged any more; told before the run phase.
     *
     * @param reason for people
     * @throws IllegalStateException if the run phase has begun
     */
    public void overtaken(String reason) {
        if (!state().findings().overtaken()) {
            signal(new Signal.Overtaken());
            warn(reason);
        }
    }

    /** Whether {@code step} runs by the plan, as far as is known now. */
    public boolean runs(PlannedStep step) {
        LifecycleState.Findings findings = state().findings();
        return step.choice()
                .after(findings.restoreFailed(), findings.overtaken())
                .run();
    }

    /** Somebody wants the deployment to stop. */
    public Command interrupt(String reason) {
        return signal(new Signal.Interrupted(reason));
    }

    /**
     * No phase comes any more. Where the end of the current step was not told, nobody tells it any more: see {@link
     * Signal.Closed}.
     *
     * @param end OK, or how what the caller does between the phases ended
     * @param reason for people; may be empty after {@link End#OK}
     * @return what is to be done next
     */
    public Command close(End end, String reason) {
        if (current() instanceof Command.Run run) {
            PlannedStep step = plan.step(run.stepId());
            if (!step.section().isSettled()) {
                boolean aborted = end == End.ABORTED;
                HookEnd untold = HookEnd.of(
                        aborted ? HookEnd.State.ABORTED : HookEnd.State.LOST,
                        aborted ? reason : "its phase ended before it" + (reason.isEmpty() ? "" : ": " + reason));
                recorder.ended(step, run.attempt(), untold);
                listener.ended(step, run.attempt(), untold);
            }
        }
        signal(new Signal.Closed(end, reason));
        return current();
    }

    /**
     * Nobody carries out commands any more: whatever is still to be done is not, and the report says so.
     *
     * @param end how what was around ended
     * @param reason for people
     * @return the outcome
     */
    public Outcome abandon(End end, String reason) {
        Command command = close(end, reason);
        while (command instanceof Command.Run run) {
            HookEnd lost = HookEnd.of(HookEnd.State.LOST, "not started, the deployment could not go on: " + reason);
            command = ended(plan.step(run.stepId()), run.attempt(), lost);
        }
        return state().findings().outcome();
    }

    /**
     * Whether an interruption that comes before {@code step} has begun stops it. Not the first step of an answer: one of
     * runSucceeded and runFailed begins always (S25), and cleanup may have a secret to remove (D16).
     */
    public boolean isStoppedBeforeItBegins(PlannedStep step) {
        return !step.section().isSettled()
                || anyBegan(each -> each.section() == step.section())
                || state().abort().aborted() && anyBegan(each -> each.section().isSettled());
    }

    private boolean anyBegan(Predicate<PlannedStep> which) {
        return plan.steps().stream().filter(which).anyMatch(recorder::hasBegun);
    }

    /** The attempt has not begun after all. */
    public void notStarted(PlannedStep step, int attempt) {
        recorder.notStarted(step, attempt);
    }

    /** Whether an attempt has begun. */
    public boolean hasStarted(PlannedStep step, int attempt) {
        return recorder.hasStarted(step, attempt);
    }

    /** The body that is running. */
    PlannedStep runningBody() {
        LifecycleState now = state();
        int position = now.cursor().position();
        if (now.cursor().status() != LifecycleState.Status.RUNNING
                || !plan.steps().get(position).isOwn()) {
            throw new IllegalStateException("no body is running in this deployment");
        }
        return plan.steps().get(position);
    }

    /** Where the deployment stands. */
    public synchronized LifecycleState state() {
        return state;
    }

    /** What is deployed, and how. */
    public Definition definition() {
        return definition;
    }

    /** What will happen. */
    public Plan plan() {
        return plan;
    }

    /** What has happened so far. */
    public Report report() {
        return recorder.report(state());
    }

    /** The values that hooks have given to later ones (SPEC 3, Hook outputs). */
    public Map<String, String> outputs() {
        return recorder.outputs();
    }

    /**
     * Why the hook of {@code run} does not start although it is its turn; null: it starts. Asked before {@link
     * #request}.
     */
    @CheckForNull
    public HookEnd refusal(Command.Run run) {
        PlannedHook hook = plan.step(run.stepId()).hook();
        if (!run.hurried() || hook == null || budget.left(hook.event()).toMillis() > 0) {
            return null;
        }
        return HookEnd.of(
                HookEnd.State.TIMED_OUT,
                "not started: nothing is left of the %d minutes that %s has after an abort"
                        .formatted(HurryBudget.PER_EVENT.toMinutes(), hook.event()));
    }

    /** The hook of {@code run}, ready to start. */
    public HookRun request(Command.Run run) {
        PlannedStep step = plan.step(run.stepId());
        PlannedHook hook = step.hook();
        HookSettings settings = hook.settings();
        if (run.hurried()) {
            Duration least = Duration.ofMillis(1);
            Duration left = budget.left(hook.event());
            settings = HurryBudget.cut(settings, left.compareTo(least) < 0 ? least : left);
        }
        String dir = hook.hook().surroundings().dir();
        Path cwd = dir == null ? about.root() : about.root().resolve(dir);
        HookRun.Place place = new HookRun.Place(about.root(), cwd, environment.of(step, run.attempt()));
        return new HookRun(step.id(), hook.hook().script(), settings, place, output(step));
    }

    /** A body's commands, ready to start: without any limit, since how long it takes is the user's own affair. */
    HookRun request(PlannedStep body, Script script) {
        HookRun.Place place = new HookRun.Place(about.root(), environment.home(), environment.of(body, 1));
        Script sourcing = script.after(environment.sourced(body));
        return new HookRun(body.id(), sourcing, HookSettings.BUILT_IN, place, output(body));
    }

    /** Takes {@code signal}; what is to be recorded of it is recorded by {@link #tell}. */
    synchronized Transition apply(Signal signal) {
        Transition transition = lifecycle.apply(state, signal);
        state = transition.state();
        revision++;
        recorder.stateChanged(state);
        listener.stateChanged(state);
        return transition;
    }

    /** Records what {@code transition} says, and returns its command. */
    Command tell(Transition transition) {
        for (Note note : transition.notes()) {
            if (note.kind() == Note.Kind.SKIPPED) {
                recorder.skipped(note.stepId(), note.text());
                listener.skipped(plan.step(note.stepId()), note.text());
            } else {
                warn(note.text().contains(note.stepId()) ? note.text() : note.stepId() + ": " + note.text());
            }
        }
        return transition.command();
    }

    private Command signal(Signal signal) {
        return tell(apply(signal));
    }

    /** Something people should know, which the report tells. */
    public void warn(String text) {
        recorder.warning(text);
        listener.warning(text);
    }

    private HookRun.Output output(PlannedStep step) {
        Path log = about.logs().resolve(Recorder.logName(plan, step));
        return new HookRun.Output(log, (bytes, length) -> listener.output(step, bytes, length));
    }
}
