package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import io.jenkins.plugins.deployhooks.pipeline.announce.Listeners;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.order.Caller;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrders;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a step's hook comes from: its own arguments, or the deployment around it. Saved with the program. */
final class Orders implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 100;

    @CheckForNull
    private final HookArguments arguments;

    @CheckForNull
    private final OrderId id;

    /** Of a step that stands alone. */
    Orders(HookArguments arguments) {
        this.arguments = arguments;
        this.id = null;
    }

    /** Of a deployment. */
    Orders(OrderId id) {
        this.arguments = null;
        this.id = id;
    }

    /** Whether a deployment around the step decides what comes next. */
    boolean isDriven() {
        return id != null;
    }

    /** The attempt to begin with. */
    int firstAttempt() {
        return id == null ? 1 : id.attempt();
    }

    /** What attempt {@code number} is to run. */
    HookOrder order(StepContext context, int number) throws IOException, InterruptedException {
        return id == null ? own(context, number) : deployment(context).order(id);
    }

    /** Whether the step of the deployment was ended by force, so that the hook does not begin. Touches memory alone. */
    boolean isCalledOff(StepContext context) throws IOException, InterruptedException {
        return id != null
                && Caller.hasEnded(context)
                && deployment(context) instanceof LiveDeployment live
                && live.isStoppedBeforeItBegins(id.step());
    }

    /** Whether the hook may begin; not where the deployment around the step has gone on without it. */
    boolean isDue(StepContext context) throws IOException, InterruptedException {
        return id == null || deployment(context).isDue(id);
    }

    /** Whether it belongs to a deployment whose agent Jenkins knows: that may be there, whatever became of the block. */
    boolean isAgentKnown(StepContext context) throws IOException, InterruptedException {
        if (id != null && deployment(context) instanceof LiveDeployment live) {
            Site site = live.site();
            return site != null && !site.isRemoved();
        }
        return false;
    }

    /** Whether the fate of the deployment was decided before the hook: it tells of that, undoes or cleans. */
    boolean isAnswer(StepContext context) throws IOException, InterruptedException {
        return id != null
                && deployment(context) instanceof LiveDeployment live
                && live.step(id.step()).section().isSettled();
    }

    /** Runs {@code stop} once the deployment around the step does not wait for the hook any more. */
    void whenGivenUp(StepContext context, Runnable stop) throws IOException, InterruptedException {
        if (id != null) {
            deployment(context).whenGivenUp(id, stop);
        }
    }

    /** Tells the deployment, where there is one, on which agent and node the attempt is carried out. */
    void placed(StepContext context) throws IOException, InterruptedException {
        if (id != null && deployment(context) instanceof LiveDeployment live) {
            live.placed(id, context);
        }
    }

    /** It was stopped before it began: tells the deployment, where there is one. */
    void notStarted(StepContext context) throws IOException, InterruptedException {
        if (id != null) {
            deployment(context).notStarted(id);
        }
    }

    /** Tells the deployment, where there is one. */
    void ended(StepContext context, HookEnd end) throws IOException, InterruptedException {
        if (id != null) {
            HookOrders deployment = deployment(context);
            deployment.ended(id, end);
            if (deployment instanceof LiveDeployment live) {
                // Also where it was recorded before a restart: nobody knows whether it was told then.
                Listeners.ended(live, id.step(), id.attempt());
            }
        }
    }

    private HookOrders deployment(StepContext context) throws IOException, InterruptedException {
        HookOrders orders = context.get(HookOrders.class);
        if (orders == null) {
            throw new IOException("There is no deployment around this step, which is the step of " + id);
        }
        return orders;
    }

    private HookOrder own(StepContext context, int number) throws IOException, InterruptedException {
        HookArguments written = Objects.requireNonNull(arguments);
        Hook hook = written.hook();
        String node = Objects.requireNonNull(context.get(FlowNode.class)).getId();
        Map<String, String> env = new HashMap<>(hook.surroundings().env());
        env.put("DEPLOY_HOOK", hook.name());
        env.put("DEPLOY_ATTEMPT", Integer.toString(number));
        if (!written.event().isEmpty()) {
            env.put("DEPLOY_EVENT", written.event());
        }
        HookOrder.Names names = new HookOrder.Names(written.event(), hook.name(), "");
        return new HookOrder(
                new HookOrder.Names(written.event(), hook.name(), logName(node + "-" + names.id())),
                hook.script(),
                settings(hook),
                new HookOrder.Surroundings(null, hook.surroundings().dir(), env, Set.of()));
    }

    /** X12: the administrator's maximum holds for a step that stands alone, too. */
    private static HookSettings settings(Hook hook) {
        HookSettings said = hook.settings().orElse(HookSettings.BUILT_IN);
        HookSettings.Limits limits = said.limits();
        TimeLimit timeout =
                limits.timeout().atMost(DeployHooksConfiguration.get().maximum());
        return new HookSettings(
                said.shell(),
                new HookSettings.Limits(timeout, limits.inactivityTimeout(), limits.killGrace()),
                said.retries(),
                said.onFailure());
    }

    private static String logName(String text) {
        String name = text.replaceAll("[^ -~]|[/\\\\:*?\"<>|]", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + ".log";
    }
}
