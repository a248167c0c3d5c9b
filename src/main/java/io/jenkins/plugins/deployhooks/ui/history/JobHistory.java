package io.jenkins.plugins.deployhooks.ui.history;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.DeployHooksAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last deployments of a job, and how long their hooks took. */
public final class JobHistory {
    private static final int MOST = 20;

    /** Builds that are looked at; between them there may be others without a deployment. */
    private static final int BUILDS = 60;

    private static final int BUILDS_FOR_A_LINK = 5;

    private final List<PastDeployment> deployments;

    private JobHistory(List<PastDeployment> deployments) {
        this.deployments = deployments;
    }

    /** That of {@code job}: at most {@value #MOST} deployments. */
    public static JobHistory of(Job<?, ?> job) {
        List<PastDeployment> found = new ArrayList<>();
        for (Run<?, ?> run : job.getBuilds().limit(BUILDS)) {
            DeployHooksAction action = run.getAction(DeployHooksAction.class);
            if (action != null) {
                action.getDeployments().forEach(view -> found.add(new PastDeployment(run, view)));
            }
            if (found.size() >= MOST) {
                break;
            }
        }
        return new JobHistory(List.copyOf(found.subList(0, Math.min(MOST, found.size()))));
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
    public List<PastDeployment> getDeployments() {
        return deployments;
    }

    /** How long each hook took, in the order in which they are first met. */
    public List<HookTrend> getTrends() {
        Map<String, HookTrend> trends = new LinkedHashMap<>();
        for (PastDeployment deployment : deployments) {
            deployment.getView().getRows().stream()
                    .filter(row -> row.getStep().getEvent() != null)
                    .forEach(row -> trends.computeIfAbsent(row.getLabel(), HookTrend::new)
                            .add(deployment.getRun(), row));
        }
        return trends.values().stream().filter(HookTrend::isKnown).toList();
    }
}
