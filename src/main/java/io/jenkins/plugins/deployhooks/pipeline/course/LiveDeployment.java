package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.pipeline.archive.ArchiveChoice;
import io.jenkins.plugins.deployhooks.pipeline.archive.Domain;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptNames;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrders;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import io.jenkins.plugins.deployhooks.ui.place.StepPlace;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One deployment of a build: an object of the context of its steps, saved with the program of the Pipeline. What has
 * happened is saved twice, with the program and as a file, since either can be the older one after a crash; the later one
 * counts. Holds no variables' values. Methods that say so must not be called on the thread of the program.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "read from its files when it is needed first")
public final class LiveDeployment extends PlannedCourse implements HookOrders {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(LiveDeployment.class.getName());

    private final String build;
    private final String id;
    private final String name;
    private final DeploymentArguments arguments;

    /** The event whose hooks are the whole of it; null: a deployment of two phases. */
    @CheckForNull
    private final String event;

    /** The ids of the deployments that it stands inside of. */
    private final ArrayList<String> around = new ArrayList<>();

    private final Whereabouts whereabouts = new Whereabouts();

    /** As the program had it when it was saved; null: there was no plan yet. */
    @CheckForNull
    private String saved;

    private final ReentrantLock saving = new ReentrantLock();
    private transient DeploymentCourse course;

    /** Stops the hook that runs; null: none does. */
    private transient Runnable running;

    /** Leads to the build whatever the name of its job is by now; null: the build is of another kind. */
    @CheckForNull
    private final FlowExecutionOwner program;

    /** The build, whatever the name of its job is by now; null: it was not needed yet. */
    private transient volatile Run<?, ?> live;

    /**
     * A deployment without a plan.
     *
     * @param run the build
     * @param node the id of the step in the build
     * @param arguments of the step
     * @param event the event whose hooks are the whole of it; null: a deployment of two phases
     * @throws IOException if its id cannot be told
     */
    public LiveDeployment(Run<?, ?> run, String node, DeploymentArguments arguments, @CheckForNull String event)
            throws IOException {
        this.build = run.getExternalizableId();
        this.name = node;
        this.live = run;
        this.program = DeploymentId.program(run);
        this.id = DeploymentId.of(run, node);
        this.arguments = arguments;
        this.event = event;
    }

    /** Says that it stands inside of {@code outer}; null: of none. */
    public LiveDeployment inside(@CheckForNull LiveDeployment outer) {
        if (outer != null) {
            around.addAll(outer.around);
            around.add(outer.id);
        }
        return this;
    }

    /** Says which deployment of its build it is, the same in every build. */
    public LiveDeployment at(DeploymentPlace where) {
        whereabouts.within(where);
        return this;
    }

    /** Which deployment of its build it is, the same in every build; empty: nobody said. */
    public String place() {
        return whereabouts.place();
    }

    /** The ids of the deployments that it stands inside of. */
    public Set<String> around() {
        return Set.copyOf(around);
    }

    /** Unique among all deployments of this Jenkins. */
    public String id() {
        return id;
    }

    /** What the step was given. */
    public DeploymentArguments arguments() {
        return arguments;
    }

    /** The event whose hooks are the whole of it; null: a deployment of two phases. */
    @CheckForNull
    public String event() {
        return event;
    }

    /** What its places are called, also after a move of its job; fails where nobody has saved them and they cannot be read. */
    public synchronized KeptNames names() throws IOException {
        return whereabouts.names(run().getParent(), definition().target());
    }

    /** Where it was last; null: it has no plan yet. */
    @CheckForNull
    public synchronized Site site() {
        return whereabouts.site();
    }

    /** The deployment is planned, and is {@code here}. Not on the thread of the program. */
    public void planned(Definition definition, ArchiveChoice.Planned planned, Kept before, Site here)
            throws IOException {
        KeptNames names = Domain.names(run().getParent(), definition.target());
        files().write(definition, planned);
        synchronized (this) {
            whereabouts.planned(planned.source(), before, here, names);
            course = new DeploymentCourse(definition, planned.plan(), about(), DeploymentListener.NONE);
        }
        DeployHooksAction.of(run()).add(name, this::report);
        save();
    }

    /** Whether it has a plan. */
    public boolean isPlanned() {
        return course() != null;
    }

    /** A phase begins {@code here}; what this returns people should know, and null is nothing. */
    @CheckForNull
    public synchronized String begin(Phase phase, @CheckForNull Site here) {
        if (here != null) {
            DeploymentCourse now = planned();
            whereabouts.at(here);
            now.at(about());
        }
        planned().begin(phase);
        if (phase == Phase.BUILD) {
            whereabouts.built(here);
        }
        reportSoon();
        return whereabouts.warning(plan());
    }

    /**
     * Of the commands of any deployment of {@code run}, which has ended, nothing stays on disk.
     *
     * @throws IOException if they are still there
     */
    public static void forgetCommands(Run<?, ?> run) throws IOException {
        DeploymentFiles.forgetCommandsOf(run.getRootDir().toPath());
    }

    /** Another one came between, so that nothing counts as unchanged any more. Not on the thread of the program. */
    public void overtaken(String reason) throws IOException {
        planned().overtaken(reason);
        save();
    }

    /** Something people should know, which the report tells once. */
    public void warn(String text) {
        if (!planned().report().warnings().contains(text)) {
            planned().warn(text);
            reportSoon();
        }
    }

    /** A body begins. */
    public void bodyStarted(PlannedStep body) {
        planned().started(body, 1);
    }

    /** A body has ended. */
    public void bodyEnded(End end, String reason) {
        planned().bodyEnded(end, reason);
        reportSoon();
    }

    /** No phase comes any more; a step whose end nobody has told has failed by that, or was aborted. */
    public void close(End end, String reason) {
        planned().close(end, reason);
        reportSoon();
    }

    /**
     * Nobody carries out its commands any more.
     *
     * @return the outcome
     */
    public Outcome abandon(End end, String reason) {
        Outcome outcome = planned().abandon(end, reason);
        reportSoon();
        return outcome;
    }

    /** Notes that somebody wants it to stop, {@code again} or only where that is new, without stopping the current step. */
    public void noteAbort(String reason, boolean again) {
        if (again || !isAborted()) {
            planned().interrupt(reason);
            reportSoon();
        }
    }

    /** Whether the current phase is where the build phase was. */
    public synchronized boolean isWhereItWasBuilt() {
        return whereabouts.isWhereItWasBuilt();
    }

    /** A step that is no hook begins; it is saved before this returns. Not on the thread of the program. */
    public void started(OrderId order) throws IOException {
        synchronized (this) {
            if (isCurrent(order.step(), order.attempt())) {
                planned().started(step(order.step()), order.attempt());
            }
        }
        save();
    }

    /** The attempt is carried out at the place of {@code context}, for whoever looks. Not on the thread of the program. */
    public void placed(OrderId order, StepContext context) throws IOException, InterruptedException {
        DeployHooksAction.of(run()).placed(name, order.step(), StepPlace.of(context, order.attempt()));
    }

    @Override
    public boolean isDue(OrderId order) {
        return isCurrent(order.step(), order.attempt());
    }

    @Override
    public void whenGivenUp(OrderId order, Runnable stop) {
        boolean due;
        synchronized (this) {
            due = isDue(order);
            if (due) {
                running = stop;
            }
        }
        if (!due) {
            stop.run();
        }
    }

    @Override
    public synchronized void notStarted(OrderId order) {
        running = null;
        planned().notStarted(step(order.step()), order.attempt());
        reportSoon();
    }

    @Override
    public HookOrder order(OrderId order) throws IOException {
        DeploymentCourse now = planned();
        Ordering.Ready ready;
        synchronized (this) {
            ready = Ordering.begin(now, order);
        }
        // Before it starts: a restart must find the hook that runs.
        save();
        return Ordering.of(name, now, step(order.step()), ready);
    }

    @Override
    public void ended(OrderId order, HookEnd end) throws IOException {
        if (isDue(order)) {
            synchronized (this) {
                running = null;
            }
        }
        if (end(order.step(), order.attempt(), end)) {
            // Before the step completes: a restart must not find it running.
            save();
        }
    }

    /** An attempt has ended; false: that is known already. If its hook has not told that itself, it is stopped. */
    public synchronized boolean end(String stepId, int attempt, HookEnd end) {
        if (!planned().isCurrent(stepId, attempt)) {
            return false;
        }
        planned().ended(planned().plan().step(stepId), attempt, end);
        reportSoon();
        if (running != null) {
            // Here and now: a hook that is about to be launched is not launched any more.
            running.run();
            running = null;
        }
        return true;
    }

    /** Reads what is needed to go on after a restart. Not on the thread of the program. */
    public void resume() {
        try {
            if (course() != null) {
                DeployHooksAction.of(run()).add(name, this::report);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Whoever asks next for the course is told the same, and fails.
            LOGGER.log(Level.WARNING, e, () -> "the deployment " + id + " cannot go on");
        }
    }

    private void save() throws IOException {
        saving.lock();
        try {
            files().write(planned().progress());
        } finally {
            saving.unlock();
        }
        reportSoon();
    }

    private void reportSoon() {
        DeployHooksAction.of(run()).changed(name);
    }

    @Override
    DeploymentCourse planned() {
        DeploymentCourse planned = course();
        if (planned == null) {
            throw new IllegalStateException("the deployment " + id + " has no plan yet");
        }
        return planned;
    }

    /** The course; null: there is no plan yet. Reads files only once after a restart. */
    @CheckForNull
    private synchronized DeploymentCourse course() {
        if (course == null && whereabouts.site() != null) {
            course = files().course(saved, about());
        }
        return course;
    }

    private About about() {
        return whereabouts.about(id, files().directory());
    }

    @Override
    DeploymentFiles files() {
        return new DeploymentFiles(run().getRootDir().toPath(), name);
    }

    /** The build. */
    public Run<?, ?> run() {
        Run<?, ?> run = live;
        if (run == null) {
            run = DeploymentId.build(build, program);
            live = run;
        }
        return run;
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        if (course != null) {
            saved = SavedJson.write(course.progress());
        }
        out.defaultWriteObject();
    }
}
