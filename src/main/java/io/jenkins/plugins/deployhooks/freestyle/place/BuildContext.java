package io.jenkins.plugins.deployhooks.freestyle.place;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrders;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What a step of a deployment finds around it in a build that is no Pipeline's: no program, no graph, nothing that is saved.
 * For one step each; made in the thread of the executor, since only there a build knows its whole environment.
 */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "no program is saved that could hold it")
public final class BuildContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient JobPlace place;
    private final transient LiveDeployment deployment;
    private final transient EnvVars env;
    private final transient CompletableFuture<Object> end = new CompletableFuture<>();

    /**
     * For a step of {@code deployment}.
     *
     * @param env of the build, without what the deployment adds to it
     */
    public BuildContext(JobPlace place, LiveDeployment deployment, EnvVars env) {
        this.place = place;
        this.deployment = deployment;
        this.env = env;
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        Object found = null;
        if (key == FilePath.class) {
            found = place.workspace();
        } else if (key == Launcher.class) {
            found = place.reachable();
        } else if (key == EnvVars.class) {
            found = new EnvVars(env);
        } else if (key == TaskListener.class) {
            found = place.listener();
        } else if (key == Run.class) {
            found = place.build();
        } else if (key == Computer.class) {
            found = computer();
        } else if (key == LiveDeployment.class || key == HookOrders.class) {
            found = deployment;
        } else if (key == TaskListenerDecorator.class) {
            found = new BuildLogFilters(place.build());
        }
        return key.cast(found);
    }

    @CheckForNull
    private Computer computer() {
        FilePath workspace = place.workspace();
        return workspace == null ? null : workspace.toComputer();
    }

    /**
     * Waits for the end of the step.
     *
     * @param seconds at most
     * @throws TimeoutException if it has not ended by then
     * @throws ExecutionException with the reason, where it has failed
     */
    public void await(long seconds) throws InterruptedException, ExecutionException, TimeoutException {
        end.get(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void onSuccess(@CheckForNull Object result) {
        end.complete(result);
    }

    @Override
    public void onFailure(Throwable thrown) {
        end.completeExceptionally(thrown);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        place.build().setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("there are no bodies of steps here");
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
