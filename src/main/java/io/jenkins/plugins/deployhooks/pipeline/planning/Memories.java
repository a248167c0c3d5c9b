package io.jenkins.plugins.deployhooks.pipeline.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentMemory;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.pipeline.archive.Domain;
import io.jenkins.plugins.deployhooks.pipeline.closing.Closing;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** What this Jenkins remembers of earlier deployments of an app to an environment. */
public final class Memories {
    /** Of several deployments that begin and end at once each has to see what the others wrote. */
    private static final Object ONE_AT_A_TIME = new Object();

    /** Whose end is remembered already: a deployment may be closed more than once. Guarded by the lock. */
    private static final Set<LiveDeployment> TOLD = Collections.newSetFromMap(new WeakHashMap<>());

    private final LastDeployments all;
    private final Target target;
    private final String project;

    private Memories(LastDeployments all, Target target, String project) {
        this.all = all;
        this.target = target;
        this.project = project;
    }

    /** What is remembered of {@code target}, deployed by {@code run}. */
    static Memories of(Run<?, ?> run, Target target) {
        Job<?, ?> job = run.getParent();
        // In the directory of what the names mean something to: so it goes, and moves, with that.
        Path directory = Domain.directory(job, target).resolve("deploy-hooks").resolve("last");
        return new Memories(new LastDeployments(directory, ""), target, Domain.project(job));
    }

    /** The name of the project: the job, or the multibranch project that it is a branch of. */
    String project() {
        return project;
    }

    /** What was known before the deployment {@code id} began. */
    DeploymentMemory before(String id) {
        return DeploymentMemory.of(all, target, id);
    }

    /**
     * A deployment of {@code now} begins; said again, it makes no difference.
     *
     * @param before what it was planned with
     * @throws IOException if that cannot be remembered
     */
    void begun(DeploymentMemory before, Revisions.Revision now, Plan plan) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            if (!now.deployment().equals(all.of(target).running())) {
                before.begun(now, plan);
            }
        }
    }

    /**
     * What the lock of {@code deployment} guards begins: hooks of a single event, after which what was launched last is not
     * all there is; or a run phase, of which nothing may be left out as unchanged where another deployment came between.
     *
     * @return why the whole run phase runs although nothing has changed, for people; null: as planned
     * @throws IOException if that cannot be remembered
     */
    @CheckForNull
    public static String runBegins(LiveDeployment deployment) throws IOException {
        Target target = deployment.definition().target();
        Memories memories = of(deployment.run(), target);
        synchronized (ONE_AT_A_TIME) {
            DeploymentMemory before = memories.before(deployment.id());
            if (deployment.event() != null) {
                before.changed();
                return null;
            }
            String overtaken = before.runBegins(deployment.id(), deployment.plan());
            if (overtaken != null) {
                deployment.overtaken(overtaken);
            }
            return overtaken;
        }
    }

    private void ended(LiveDeployment deployment) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            // Also where nobody is known to run: another one that began later may have ended, and what this one has
            // launched runs there now. Of an end that is told again after a restart nothing is taken for granted.
            if (!TOLD.contains(deployment)) {
                before(deployment.id()).ended(deployment.plan(), deployment.report(), subject(deployment));
                TOLD.add(deployment);
            }
        }
    }

    @CheckForNull
    private static CacheSubject subject(LiveDeployment deployment) throws IOException {
        SavedCache decided = deployment.decided();
        return decided == null ? null : decided.subject();
    }

    /** Remembers how a deployment has ended. */
    @Extension
    public static final class End implements Closing {
        @Override
        public void close(LiveDeployment deployment, Outcome outcome) throws IOException {
            if (deployment.event() == null && deployment.isPlanned()) {
                Memories.of(deployment.run(), deployment.definition().target()).ended(deployment);
            }
        }
    }
}
