package io.jenkins.plugins.deployhooks.pipeline.place;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HurryBudget;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.attempt.AgentAbsence;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.call.StepCall;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Where a step runs the hooks of its deployment: in the workspace of the block around it. Where its agent is away, what is
 * due waits for it, for a time; and where Jenkins has given it up, so that the block has failed, what answers to that runs in
 * the same directory of the same agent all the same. Saved with the step.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "after a restart nobody holds a directory any more, and it is asked for again")
public final class Workplace implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The directories that are kept, and for which builds. */
    private static final Map<WorkspaceList.Lease, Run<?, ?>> HELD = new ConcurrentHashMap<>();

    private enum State {
        HERE,
        OFFLINE,
        GIVEN_UP
    }

    private final StepContext owner;
    private final LiveDeployment deployment;

    /** The step takes a {@code node} for each hook itself. */
    private final boolean elsewhere;

    /** Since when it is waited for, by the clock; zero: it is not. */
    private long missedAt;

    /** The wait is a short one, and people know. */
    private boolean hurrying;

    /** It was waited for in vain. */
    private boolean inVain;

    /** Keeps other builds out of the directory that Jenkins has given up; null: it has not, or it is not there yet. */
    @CheckForNull
    private transient WorkspaceList.Lease held;

    /**
     * Of the step of {@code owner}.
     *
     * @param elsewhere whether it takes a {@code node} for each hook itself, where the last phase was
     */
    public Workplace(StepContext owner, LiveDeployment deployment, boolean elsewhere) {
        this.owner = owner;
        this.deployment = deployment;
        this.elsewhere = elsewhere;
    }

    /**
     * Why {@code step} does not run although it is its turn; null: it runs, as soon as {@link #isReady}.
     *
     * @param hurried whether it has no more time than the hooks of an event have after an abort
     */
    @CheckForNull
    public HookEnd refusal(PlannedStep step, boolean hurried) throws IOException, InterruptedException {
        Site site = deployment.site();
        boolean body = step.kind() == PlannedStep.Kind.BODY;
        if (site == null || hasEnded()) {
            return null;
        }
        if (site.isRemoved() && !body) {
            return lost(step, "its agent " + site.agent() + " was removed from Jenkins");
        }
        State state = state();
        if (state == State.GIVEN_UP && !step.section().isSettled()) {
            return lost(step, "Jenkins has given up its agent " + site.agent());
        }
        if (body || isReady()) {
            missedAt = 0;
            inVain = false;
            return null;
        }
        Duration limit = limit(hurried);
        if (missedAt == 0) {
            if (inVain && !site.isOnline()) {
                return lost(step, "its agent " + site.agent() + " is still away");
            }
            missedAt = System.currentTimeMillis();
            hurrying = hurried;
            String why = state == State.GIVEN_UP ? " was given up by Jenkins" : " cannot be reached";
            tell("The agent " + site.agent() + why + ". Waiting up to " + DurationText.format(limit) + " for it: "
                    + step.id() + " is due there.");
        } else if (System.currentTimeMillis() - missedAt >= limit.toMillis()) {
            missedAt = 0;
            inVain = true;
            return lost(
                    step,
                    site.isOnline()
                            ? "its directory " + site.directory() + " on agent " + site.agent()
                                    + " is used by another build, since Jenkins had given up the agent"
                            : "its agent " + site.agent() + " did not come back within " + DurationText.format(limit)
                                    + (state == State.GIVEN_UP ? " after Jenkins had given it up" : ""));
        } else if (hurried && !hurrying) {
            hurrying = true;
            tell("Aborted. " + step.id() + " is still due on agent " + site.agent() + ", which is waited for up to "
                    + DurationText.format(limit) + " in all; who aborts again gives it up.");
        }
        return null;
    }

    /** The log has it for hooks whose failure is not the one that the build fails with. */
    private HookEnd lost(PlannedStep step, String reason) throws IOException, InterruptedException {
        if (!step.section().isSettled()) {
            return HookEnd.of(HookEnd.State.LOST, "not started: " + reason);
        }
        String whole = "not started: " + reason + "; what this hook does is left to be done by hand";
        tell(step.id() + " was " + whole);
        return HookEnd.of(HookEnd.State.LOST, whole);
    }

    private static Duration limit(boolean hurried) {
        Duration limit = AgentAbsence.limit();
        return hurried && limit.compareTo(HurryBudget.PER_EVENT) > 0 ? HurryBudget.PER_EVENT : limit;
    }

    /** A hook has ended, with {@code thrown}: if it was lost and its agent is away, that was waited for in vain. */
    public void heard(@CheckForNull Throwable thrown) {
        Site site = deployment.site();
        if (thrown != null && AgentAbsence.isCause(thrown)) {
            inVain = site != null && !site.isOnline();
        }
    }

    /** Whether hooks can begin now; keeps the directory, where nobody else does. */
    public boolean isReady() throws IOException, InterruptedException {
        Site site = deployment.site();
        if (site == null || hasEnded()) {
            return true; // whoever begins something finds out
        }
        return switch (state()) {
            case HERE -> true;
            case OFFLINE -> false;
            case GIVEN_UP -> isHeld(site);
        };
    }

    private boolean hasEnded() {
        return new Caller(owner).hasEnded();
    }

    private State state() throws IOException, InterruptedException {
        try {
            if (elsewhere) {
                Site site = deployment.site();
                return site == null || site.isOnline() ? State.HERE : State.OFFLINE;
            }
            // A block without a workspace has no node either.
            return owner.get(FilePath.class) != null || owner.get(Node.class) == null ? State.HERE : State.GIVEN_UP;
        } catch (IOException e) {
            if (AgentAbsence.isCause(e)) {
                return State.OFFLINE;
            }
            throw e;
        }
    }

    private synchronized boolean isHeld(Site site) throws InterruptedException {
        FilePath root = site.workspaceRoot();
        Computer computer = root == null ? null : root.toComputer();
        if (computer == null) {
            release();
            return false;
        }
        if (held == null) {
            WorkspaceList.Lease lease = computer.getWorkspaceList().allocate(root);
            if (!lease.path.equals(root)) {
                // Another build has got it meanwhile; what is there is not this deployment's.
                lease.release();
                return false;
            }
            held = lease;
            HELD.put(lease, deployment.run());
        }
        return true;
    }

    /** Gives back the directory, where it was kept. */
    public synchronized void release() {
        if (held != null) {
            release(held);
            held = null;
        }
    }

    private static void release(WorkspaceList.Lease lease) {
        if (HELD.remove(lease) != null) {
            lease.release();
        }
    }

    /** A build that was killed gives nothing back. */
    @Extension
    public static final class EndedBuilds extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            HELD.entrySet().stream()
                    .filter(each -> each.getValue().equals(run))
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(Workplace::release);
        }
    }

    /**
     * Runs {@code then} on the thread of the program when there is something to decide: hooks can begin, the time is over, or
     * {@code disturbed}.
     *
     * @param hurried as for {@link #refusal}
     */
    public void await(BooleanSupplier disturbed, boolean hurried, Runnable then) {
        look(new Background(), () -> disturbed.getAsBoolean() || isOver(hurried), then);
    }

    private void look(Background background, BooleanSupplier over, Runnable then) {
        background.later(AgentAbsence.BETWEEN_TRIES, () -> {
            if (over.getAsBoolean()) {
                StepCall.onThread(owner, then);
            } else {
                look(background, over, then);
            }
        });
    }

    private boolean isOver(boolean hurried) {
        Site site = deployment.site();
        try {
            return site == null
                    || site.isRemoved()
                    || System.currentTimeMillis() - missedAt >= limit(hurried).toMillis()
                    || isReady();
        } catch (IOException | RuntimeException | Error e) {
            return true; // whoever begins something finds out; nobody would look again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void tell(String line) throws IOException, InterruptedException {
        StepLog.tell(owner, line);
    }
}
