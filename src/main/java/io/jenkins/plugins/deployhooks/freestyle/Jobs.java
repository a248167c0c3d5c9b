package io.jenkins.plugins.deployhooks.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Describable;
import hudson.model.Environment;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Node;
import hudson.model.Project;
import hudson.model.TopLevelItem;
import hudson.slaves.NodeProperty;
import hudson.tasks.Builder;
import io.jenkins.plugins.deployhooks.pipeline.planning.JobProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Which jobs may have deployments, and what builds in them. */
final class Jobs {
    private Jobs() {}

    /** Why {@code job} cannot have a deployment around its builders; null: it can. */
    @CheckForNull
    static String obstacle(AbstractProject<?, ?> job) {
        if (!(job instanceof Project)) {
            return "a deployment needs a job with builders one after the other in one workspace, a freestyle job; this"
                    + " is a " + kind(job) + ". Make it a freestyle job, or a Pipeline with withDeployLifecycle";
        }
        if (job.getParent() instanceof Job<?, ?> several) {
            return "a deployment belongs to one build, and a " + kind(several)
                    + " makes several at once. In a Pipeline write withDeployLifecycle around matrix or parallel";
        }
        return null;
    }

    /** As people call it when they make one, and as its configuration does. */
    private static String kind(Job<?, ?> job) {
        String name = job.getClass().getSimpleName();
        return job instanceof TopLevelItem item
                ? "‘" + item.getDescriptor().getDisplayName() + "’ (" + name + ")"
                : name;
    }

    /** Whether a build of such a job must have nothing of a deployment: then it says so. */
    static boolean refuse(Describable<?> part, AbstractBuild<?, ?> build, BuildListener listener) {
        String obstacle = obstacle(build.getProject());
        if (obstacle != null) {
            listener.error("‘" + part.getDescriptor().getDisplayName() + "’: " + obstacle);
        }
        return obstacle != null;
    }

    /** Whether something stands in a {@link BuildPhase} before the run phase of {@code job}. */
    private static boolean isMarked(AbstractProject<?, ?> job) {
        for (Builder builder : builders(job)) {
            if (builder instanceof BuildPhase) {
                return true;
            } else if (builder instanceof RunPhase) {
                return false;
            }
        }
        return false;
    }

    /** The builders of {@code job}; none where they are not one after the other. */
    static List<Builder> builders(AbstractProject<?, ?> job) {
        return job instanceof Project<?, ?> project ? project.getBuilders() : List.of();
    }

    /** What carries out the phases of a deployment in {@code build}. */
    static JobProgram program(AbstractBuild<?, ?> build, BuildListener listener)
            throws IOException, InterruptedException {
        return new JobProgram(
                builders(build.getProject()).stream().map(Items.XSTREAM2::toXML).collect(Collectors.joining("\n")),
                variables(build, listener),
                isMarked(build.getProject())
                        ? null
                        : "no builder of this job stands in a ‘Build phase’, so nothing of it could be left out");
    }

    /** What wrappers and their like set, but for secrets; what nodes set is other on each of them. */
    private static Map<String, String> variables(AbstractBuild<?, ?> build, BuildListener listener)
            throws IOException, InterruptedException {
        EnvVars all = new EnvVars();
        for (Environment environment : build.getEnvironments()) {
            environment.buildEnvVars(all);
        }
        EnvVars ofNodes = new EnvVars();
        List<NodeProperty<?>> properties = new ArrayList<>(Jenkins.get().getGlobalNodeProperties());
        Node node = build.getBuiltOn();
        if (node != null) {
            properties.addAll(node.getNodeProperties());
        }
        for (NodeProperty<?> property : properties) {
            property.buildEnvVars(ofNodes, listener);
        }
        all.keySet().removeAll(ofNodes.keySet());
        all.keySet().removeAll(build.getSensitiveBuildVariables());
        return all;
    }
}
