package io.jenkins.plugins.deployhooks.ui.history;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import io.jenkins.plugins.deployhooks.ui.view.DeploymentView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The last deployments of a job, and how long their hooks took. */
public final class JobHistory {
    private static final Logger LOGGER = Logger.getLogger(JobHistory.class.getName());
    private static final int MOST = 20;

    /** Builds that are looked at; between them there may be others without a deployment. */
    private static final int BUILDS = 60;

    private static final int BUILDS_FOR_A_LINK = 5;

    private final List<DeploymentView> deployments;

    private JobHistory(List<DeploymentView> deployments) {
        this.deployments = deployments;
    }

    /** That of {@code job}: at most {@value #MOST} deployments. */
    public static JobHistory of(Job<?, ?> job) {
        List<DeploymentView> found = new ArrayList<>();
        for (Run<?, ?> run : job.getBuilds().limit(BUILDS)) {
            DeployHooksAction action = run.getAction(DeployHooksAction.class);
            if (action != null) {
                found.addAll(deployments(run, action));
            }
            if (found.size() >= MOST) {
                break;
            }
        }
        return new JobHistory(List.copyOf(found.subList(0, Math.min(MOST, found.size()))));
    }

    /** Those of {@code run}; none where they cannot be read, since the history of the others is worth having. */
    private static List<DeploymentView> deployments(Run<?, ?> run, DeployHooksAction action) {
        try {
            return action.getDeployments();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the deployments of " + run + " are left out of its job's history");
            return List.of();
        }
    }

    /** Whether {@code job} has deployments, as far as its last builds tell. */
    public static boolean isKnown(Job<?, ?> job) {
        for (Run<?, ?> run : job.getBuilds().limit(BUILDS_FOR_A_LINK)) {
            if (run.getAction(DeployHooksAction.class) != null) {
                return true;
            }
        }
        return false;
    }

    /** The deployments, the last one first. */
    public List<DeploymentView> getDeployments() {
        return deployments;
    }

    /** How long each hook of each app and environment took, in the order in which they are first met. */
    public List<HookTrend> getTrends() {
        Map<List<String>, HookTrend> trends = new LinkedHashMap<>();
        boolean several =
                deployments.stream().map(DeploymentView::getTitle).distinct().count() > 1;
        for (DeploymentView deployment : deployments) {
            String title = deployment.getTitle();
            deployment.getSteps().stream()
                    .filter(step -> step.getEvent() != null)
                    .forEach(step -> trends.computeIfAbsent(
                                    List.of(title, step.getId()),
                                    key -> new HookTrend(several ? title + ", " + step.getLabel() : step.getLabel()))
                            .add(deployment.getRun(), step));
        }
        return trends.values().stream().filter(HookTrend::isKnown).toList();
    }
}
