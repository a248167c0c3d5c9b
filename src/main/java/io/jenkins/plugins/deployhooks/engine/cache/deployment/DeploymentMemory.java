package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.plan.Decision;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one deployment learns from those before it to the same place, and tells those after it. */
public final class DeploymentMemory {
    private static final Set<PlannedStep.Kind> LAUNCHES = Set.of(PlannedStep.Kind.HOOK, PlannedStep.Kind.BODY);

    /**
     * Why a hook is left out that has nothing to do: a later deployment need not do it either. Not because the deployment is
     * one of what runs already: that one may have failed at the hook without consequence.
     */
    private static final Set<Decision> NOT_DUE = Set.of(Decision.NO_CHANGE, Decision.FROM_CACHE);

    private final LastDeployments all;
    private final Target target;
    private final LastDeployments.Memory before;

    /** What {@code all} know now of {@code target}. */
    public DeploymentMemory(LastDeployments all, Target target) {
        this(all, target, all.of(target));
    }

    private DeploymentMemory(LastDeployments all, Target target, LastDeployments.Memory before) {
        this.all = all;
        this.target = target;
        this.before = before;
    }

    /**
     * What {@code all} know now of {@code target}, for the deployment {@code id}, which may have begun already: then what
     * was known when it began.
     */
    public static DeploymentMemory of(LastDeployments all, Target target, String id) {
        LastDeployments.Memory now = all.of(target);
        boolean begun = id.equals(now.running());
        return new DeploymentMemory(
                all,
                target,
                begun && !now.crowded()
                        ? new LastDeployments.Memory(now.last(), now.result(), null, false, now.revisions())
                        : now);
    }

    /** The last successful deployment; null: there is none, or nobody knows whether what it launched still runs there. */
    @CheckForNull
    public LastDeployment last() {
        return before.certain();
    }

    /** How the last deployment ended, in the words of {@code DEPLOY_RESULT}; null: not known. */
    @CheckForNull
    public String previousResult() {
        return before.running() == null ? before.result() : null;
    }

    /** What may be deployed there. */
    public Revisions revisions() {
        return before.revisions();
    }

    /**
     * A deployment of {@code now} begins, as {@code plan} says. Before anything of it runs, since it may be killed.
     *
     * @throws IOException if that cannot be remembered
     */
    public void begun(Revisions.Revision now, Plan plan) throws IOException {
        if (!plan.isHalted()) {
            all.begun(target, now, before.revisions());
        }
    }

    /**
     * Why the deployment {@code id}, which has begun, cannot leave out anything as unchanged any more, for people; null: as
     * {@code plan} says. Asked when its run phase begins: another one may have begun since it was planned.
     */
    @CheckForNull
    public String overtaken(String id, Plan plan) {
        boolean redeploy = plan.kind() == DeploymentKind.REDEPLOY;
        if (plan.isHalted() || !redeploy && !asksWhatChanged(plan)) {
            return null;
        }
        LastDeployments.Memory now = all.of(target);
        boolean other = !id.equals(now.running());
        if (!other && !now.crowded()) {
            return null;
        }
        String between = "another deployment of the same app and environment came between"
                + (other && now.running() != null ? ", " + now.running() : "") + ": ";
        return redeploy
                ? between + "what runs there may not be what deployment "
                        + plan.archive().reused()
                        + " has launched any more, so the whole run phase runs"
                : between + "what differs from what it has deployed is not known, so no hook of the run phase is left"
                        + " out because nothing has changed";
    }

    /**
     * The run phase of the deployment {@code id} begins. Where others have begun and ended since then it is remembered no
     * more, and whoever comes now has to know that something was done there.
     *
     * @return why nothing counts as unchanged any more, as of {@link #overtaken}
     * @throws IOException if that cannot be remembered
     */
    @CheckForNull
    public String runBegins(String id, Plan plan) throws IOException {
        String overtaken = overtaken(id, plan);
        LastDeployments.Memory now = all.of(target);
        if (!plan.isHalted()
                && !id.equals(now.running())
                && now.revisions().all().stream()
                        .noneMatch(each -> each.deployment().equals(id))) {
            all.changed(target);
        }
        return overtaken;
    }

    /** Whether the plan depends on what is deployed, and nothing else makes another one of it. */
    private static boolean asksWhatChanged(Plan plan) {
        return plan.steps().stream().anyMatch(step -> step.choice().ifOvertaken() != null);
    }

    /**
     * Something else than a whole deployment changes what runs there: the hooks of a single event of the run phase.
     *
     * @throws IOException if that cannot be remembered
     */
    public void changed() throws IOException {
        all.changed(target);
    }

    /**
     * It has ended.
     *
     * @param subject what it deployed; null: not known
     * @throws IOException if that cannot be remembered; then the next deployment takes nothing for granted
     */
    public void ended(Plan plan, Report report, @CheckForNull CacheSubject subject) throws IOException {
        if (plan.isHalted()) {
            return;
        }
        String id = report.deployment().id();
        String result = report.result().outcome().toUpperCase(Locale.ROOT);
        LastDeployment now = last();
        if (launched(plan, report)) {
            now = result.equals("SUCCESS") && subject != null
                    ? new LastDeployment(
                            id, report.deployment().commit(), subject.key().parts(), subject.runParts())
                    : null;
        }
        boolean complete = result.equals("SUCCESS") && isComplete(plan, report);
        all.ended(target, id, new LastDeployments.End(result, now, complete));
    }

    /**
     * Whether every hook has run that what has changed asks for. One that failed without any consequence, or that another
     * condition has left out, is due still.
     */
    private boolean isComplete(Plan plan, Report report) {
        Map<String, StepReport.State> states = new HashMap<>();
        report.events().stream()
                .flatMap(event -> event.hooks().stream())
                .forEach(step -> states.put(step.id(), step.state()));
        return plan.steps().stream()
                .filter(step -> step.section() != Section.FAILED && isConditional(step))
                .allMatch(step -> states.get(step.id()) == StepReport.State.SUCCEEDED
                        || states.get(step.id()) == StepReport.State.SKIPPED
                                && NOT_DUE.contains(step.choice().decision()));
    }

    /** Whether it asks what has changed; one of other environments never has anything to do here. */
    private boolean isConditional(PlannedStep step) {
        if (step.hook() == null) {
            return false;
        }
        When when = step.hook().hook().surroundings().when();
        return !when.changedPaths().isEmpty()
                && (when.environments().isEmpty() || when.environments().contains(target.environment()));
    }

    /** Whether anything has started that may have changed what runs there. */
    private static boolean launched(Plan plan, Report report) {
        Set<String> started = new HashSet<>();
        Stream.concat(report.tasks().stream(), report.events().stream().flatMap(event -> event.hooks().stream()))
                .filter(step -> step.startedAt() != null)
                .map(StepReport::id)
                .forEach(started::add);
        return plan.steps().stream()
                .filter(step -> step.section() == Section.RUN && LAUNCHES.contains(step.kind()))
                .anyMatch(step -> started.contains(step.id()));
    }
}
