package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLog;
import io.jenkins.plugins.deployhooks.pipeline.account.StepNode;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.planning.Memories;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Waits for the lock without a thread: asks now, when it is told to, and now and then. Asks again after a restart. */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "onResume does it, which comes after reading the program and before anything else")
final class DeployLockExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DeployLockExecution.class.getName());
    private static final String LABEL = "deployment lock";

    /** A net for what nobody tells of. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final long since = System.currentTimeMillis();
    private transient Background background = new Background();

    // Guarded by this.
    @CheckForNull
    private transient Claim claim;

    private transient boolean done;

    @CheckForNull
    private transient LockOwner told;

    DeployLockExecution(StepContext context) {
        super(context);
    }

    @Override
    public boolean start() {
        background.run(this::look);
        return false;
    }

    @Override
    public void onResume() {
        background = new Background();
        start();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        Claim left;
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
            left = claim;
        }
        background.run(() -> {
            leave(left, cause);
            getContext().onFailure(cause);
        });
    }

    @Override
    public synchronized String getStatus() {
        return told == null ? "getting the deployment lock" : "waiting for " + told.buildName();
    }

    /** Asks, and again in a while. */
    private void look() {
        ask();
        if (!isDone()) {
            background.later(BETWEEN_LOOKS, this::look);
        }
    }

    private void ask() {
        if (isDone()) {
            return;
        }
        try {
            Claim mine = claim();
            LockOwner owner = DeployLocks.get().take(mine);
            if (isDone()) {
                if (background.isAlive()) {
                    // Stopped meanwhile.
                    DeployLocks.get().leave(mine);
                }
            } else if (owner == null) {
                granted(mine);
            } else if (mine.deployment().isInside(owner.deployment())) {
                nested(mine, owner);
            } else if (DeployLocks.get().isRefused(mine)) {
                refuse(
                        mine,
                        "this deployment of " + mine.lock() + " would wait for ever: " + owner.buildName()
                                + " has the lock, and waits for a deployment around this one");
            } else {
                tell(mine, owner);
            }
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        }
    }

    private void failed(Throwable fault) {
        boolean mine = settle();
        Claim left;
        synchronized (this) {
            left = claim;
        }
        if (background.isAlive()) {
            // Also of a step that was stopped meanwhile: it may not have known of this claim.
            leave(left, fault);
        }
        if (mine) {
            getContext().onFailure(fault);
        } else {
            LOGGER.log(Level.WARNING, "a deployment that does not wait for its lock any more", fault);
        }
    }

    /** Does not want the lock any more: otherwise it would get it one day, and nobody would give it back. */
    private static void leave(@CheckForNull Claim claim, Throwable why) {
        try {
            if (claim != null) {
                DeployLocks.get().leave(claim);
            }
        } catch (IOException | RuntimeException | Error e) {
            why.addSuppressed(e);
        }
    }

    private LiveDeployment deployment() throws IOException, InterruptedException {
        return Objects.requireNonNull(getContext().get(LiveDeployment.class));
    }

    private Claim claim() throws IOException, InterruptedException {
        LiveDeployment deployment = deployment();
        LockName name = LockName.of(deployment);
        synchronized (this) {
            if (claim == null) {
                Claim.Nesting nesting = new Claim.Nesting(deployment.id(), deployment.around());
                claim = new Claim(name, deployment.run(), nesting, since, () -> background.run(this::ask));
            }
            return claim;
        }
    }

    private synchronized boolean isDone() {
        return done;
    }

    /** True once: the step is to be completed by whoever asked. */
    private synchronized boolean settle() {
        boolean mine = !done && background.isAlive();
        done = true;
        return mine;
    }

    private void granted(Claim mine) throws IOException, InterruptedException {
        LockOwner before;
        synchronized (this) {
            before = told;
        }
        LiveDeployment deployment = deployment();
        if (!isDone() && background.isAlive()) {
            String overtaken = Memories.runBegins(deployment);
            if (overtaken != null) {
                log().println("[deploy-hooks] warning: " + overtaken);
            }
        }
        if (settle()) {
            try {
                label(before == null ? LABEL : LABEL + ": waited for " + before.buildName());
            } finally {
                // Whatever becomes of the label: nobody else completes a settled step.
                getContext().onSuccess(null);
            }
        } else if (background.isAlive()) {
            // Stopped meanwhile.
            DeployLocks.get().leave(mine);
        }
    }

    private void nested(Claim mine, LockOwner owner) throws IOException, InterruptedException {
        if (deployment().event() == null) {
            refuse(
                    mine,
                    "this deployment of " + mine.lock() + " stands inside of another one, " + owner.deployment()
                            + ", which has the lock: give it another app or environment, or put it behind the other"
                            + " one");
        } else if (settle()) {
            try {
                DeployLocks.get().leave(mine);
            } finally {
                getContext().onSuccess(null);
            }
        }
    }

    private void refuse(Claim mine, String why) throws IOException {
        if (settle()) {
            try {
                DeployLocks.get().leave(mine);
            } finally {
                getContext().onFailure(new AbortException(why));
            }
        }
    }

    private void tell(Claim mine, LockOwner owner) throws IOException, InterruptedException {
        synchronized (this) {
            if (done || owner.equals(told)) {
                return;
            }
            told = owner;
        }
        label(LABEL + ": waiting for " + owner.buildName());
        Run<?, ?> run = owner.run();
        Instant at = Instant.ofEpochMilli(owner.since()).truncatedTo(ChronoUnit.SECONDS);
        log().println("[deploy-hooks] Waiting for "
                + (run == null ? owner.buildName() : ModelHyperlinkNote.encodeTo("/" + run.getUrl(), owner.buildName()))
                + ", which deploys " + mine.lock() + " since " + at + " (deployment " + owner.deployment()
                + ").");
        deployment().warn("waited for " + owner.buildName() + ", which deployed " + mine.lock() + " since " + at);
    }

    private PrintStream log() throws IOException, InterruptedException {
        return StepLog.of(getContext()).getLogger();
    }

    private void label(String text) throws IOException, InterruptedException {
        StepNode.relabel(getContext(), text);
    }
}
