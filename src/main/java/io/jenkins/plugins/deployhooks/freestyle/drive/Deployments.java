package io.jenkins.plugins.deployhooks.freestyle.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The deployments of builds that run. Ends what is left when everything else of a build has had its turn, so that each
 * deployment has its answer (S25), whoever was removed from the job meanwhile.
 */
@Extension
public final class Deployments extends RunListener<AbstractBuild<?, ?>> {
    private static final Map<Run<?, ?>, Deployments.Of> BUILDS = new ConcurrentHashMap<>();

    /** What there is of one build. */
    private static final class Of {
        @CheckForNull
        private volatile JobDeployment deployment;

        /** What the hooks of single events have given. */
        private final Map<String, String> outputs = new ConcurrentHashMap<>();

        private int events;
    }

    /** The deployment around the builders of {@code build}; null: there is none. */
    @CheckForNull
    public static JobDeployment of(AbstractBuild<?, ?> build) {
        Of known = BUILDS.get(build);
        return known == null ? null : known.deployment;
    }

    private static Of made(AbstractBuild<?, ?> build) {
        return BUILDS.computeIfAbsent(build, run -> new Of());
    }

    /** A deployment around the builders of {@code build} has begun. */
    static void begun(AbstractBuild<?, ?> build, JobDeployment deployment) {
        made(build).deployment = deployment;
    }

    /** A name for a deployment of one event, unlike all others in the build. */
    static String nextEvent(AbstractBuild<?, ?> build) {
        return "event-" + ++made(build).events;
    }

    /** Hooks of a single event have given {@code values} to later builders. */
    static void given(AbstractBuild<?, ?> build, Map<String, String> values) {
        made(build).outputs.putAll(values);
    }

    /** What builders of {@code run} see of deployments. */
    static Map<String, String> variables(Run<?, ?> run) {
        Of known = BUILDS.get(run);
        if (known == null) {
            return Map.of();
        }
        JobDeployment deployment = known.deployment;
        Map<String, String> variables = new HashMap<>(known.outputs);
        if (deployment != null) {
            variables.putAll(deployment.variables());
        }
        return variables;
    }

    @Override
    public void onCompleted(AbstractBuild<?, ?> build, @NonNull TaskListener listener) {
        JobDeployment deployment = of(build);
        if (deployment != null) {
            deployment.answerAtLast();
        }
    }

    @Override
    public void onFinalized(AbstractBuild<?, ?> build) {
        BUILDS.remove(build);
    }
}
