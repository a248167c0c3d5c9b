package io.jenkins.plugins.deployhooks.pipeline.call;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Builder;
import com.cloudbees.groovy.cps.MethodLocation;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import com.cloudbees.groovy.cps.impl.CpsFunction;
import com.cloudbees.groovy.cps.sandbox.Trusted;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import groovy.lang.Closure;
import io.jenkins.plugins.deployhooks.pipeline.attempt.Background;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsClosure2;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A call of a step, made by the program as if it stood in the Pipeline's text: so the step is a node of its own with a log
 * of its own, and is resumed by itself after a restart. Saved with the program while the step runs.
 */
public final class StepCall extends Closure<Object> {
    private static final long serialVersionUID = 1L;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final int MOST_TRIES = 1200;

    private DSL steps;
    private final String step;
    private final HashMap<String, Object> arguments;
    private final ArrayList<Around> around = new ArrayList<>();

    /** Arguments of the calls after the first one; null: there is only one. */
    @CheckForNull
    private ArrayList<HashMap<String, Object>> more;

    private StepCall(String step, Map<String, ?> arguments) {
        super(null);
        this.step = step;
        this.arguments = new HashMap<>(arguments);
    }

    /**
     * A call of {@code step}.
     *
     * @param arguments by name, serializable
     */
    public static StepCall of(String step, Map<String, ?> arguments) {
        return new StepCall(step, arguments);
    }

    /** The same step once more, with other {@code arguments}, when the calls before have ended well. */
    public StepCall then(Map<String, ?> arguments) {
        if (more == null) {
            more = new ArrayList<>();
        }
        more.add(new HashMap<>(arguments));
        return this;
    }

    /** The same inside of the block of another step; of several the first is the innermost. */
    public StepCall inside(String block, Serializable argument) {
        around.add(new Around(block, argument));
        return this;
    }

    /**
     * Makes the call a body of the step of {@code owner}, to be started. On the thread of the program only, and only one
     * at a time.
     */
    public BodyInvoker bodyOf(StepContext owner) throws IOException, InterruptedException {
        if (!(owner instanceof CpsStepContext context)) {
            throw new IllegalStateException("not a step of a Pipeline: " + owner);
        }
        CpsThread thread = owner.get(CpsThread.class);
        steps = new DSL(thread.getExecution().getOwner());
        return context.newBodyInvoker(thread.getGroup().export(this), true);
    }

    /**
     * Runs {@code part} on the thread of the program, soon; where the program does not answer, its step {@code owner} fails.
     * From any other thread.
     */
    public static void onThread(StepContext owner, Runnable part) {
        onThread(owner, part, MOST_TRIES);
    }

    /** Answers of the program are given by its thread, unless they are there before somebody listens. */
    private static void onThread(StepContext owner, Runnable part, int triesLeft) {
        Thread asking = Thread.currentThread();
        FutureCallback<List<StepExecution>> answer = new FutureCallback<>() {
            @Override
            public void onSuccess(List<StepExecution> unused) {
                if (Thread.currentThread() != asking) {
                    part.run();
                } else if (triesLeft > 0) {
                    new Background().later(BETWEEN_TRIES, () -> onThread(owner, part, triesLeft - 1));
                } else {
                    owner.onFailure(new IOException("the program of this build does not answer"));
                }
            }

            @Override
            public void onFailure(Throwable fault) {
                owner.onFailure(fault);
            }
        };
        try {
            FlowExecution execution = Objects.requireNonNull(owner.get(FlowExecution.class));
            if (!execution.isComplete()) {
                Futures.addCallback(execution.getCurrentExecutions(false), answer, MoreExecutors.directExecutor());
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            owner.onFailure(e);
        }
    }

    @Override
    public Object call() {
        Builder builder = new Builder(MethodLocation.UNKNOWN)
                .withClosureType(CpsClosure2.class)
                .contextualize(Trusted.INSTANCE);
        Block call = call(builder, arguments);
        for (Map<String, Object> each : more == null ? List.<Map<String, Object>>of() : more) {
            call = builder.sequence(call, call(builder, each));
        }
        for (Around each : around) {
            call = builder.functionCall(
                    -1,
                    builder.constant(steps),
                    each.block,
                    builder.constant(each.argument),
                    builder.closure(-1, List.of(), List.of(), call));
        }
        // Thrown, not run: what runs here runs in the thread of whoever starts the body, and would replace its step.
        throw new CpsCallableInvocation("call", new CpsFunction(List.of(), call), null);
    }

    private Block call(Builder builder, Map<String, Object> with) {
        return builder.functionCall(-1, builder.constant(steps), step, builder.constant(with));
    }

    private static final class Around implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String block;
        private final Serializable argument;

        Around(String block, Serializable argument) {
            this.block = block;
            this.argument = argument;
        }
    }
}
