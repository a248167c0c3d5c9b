package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.deployhooks.agent.premises.PromisedDirectories;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.pipeline.archive.Domain;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptNames;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Where a deployment is, where it was built, and what is known around it; saved with the program. Guarded by its deployment. */
final class Whereabouts implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private Site site;

    /** Where the build phase was; null: it was not yet. */
    @CheckForNull
    private Site built;

    @CheckForNull
    private String branch;

    @CheckForNull
    private String commit;

    @CheckForNull
    private Kept kept;

    @CheckForNull
    private String place;

    /** Null: an earlier version has planned it, or it has no plan yet. */
    @CheckForNull
    private KeptNames names;

    /** Where it was last; null: it has no plan yet. */
    @CheckForNull
    Site site() {
        return site;
    }

    /** It is planned, and is {@code here}. */
    void planned(Facts.Source source, Kept before, Site here, KeptNames called) {
        names = called;
        site = here;
        branch = source.branch();
        commit = source.commit();
        kept = before;
    }

    /** What its places are called; earlier versions, which did not save it, called the directory of a project by its full name. */
    KeptNames names(Job<?, ?> job, Target target) throws IOException {
        if (names != null) {
            return names;
        }
        String project = kept == null ? null : kept.project();
        return new KeptNames(Domain.of(job, target), project == null ? Domain.project(job) : project);
    }

    /** It goes on {@code here}. */
    void at(Site here) {
        site = here;
    }

    /** The build phase has begun {@code here}; null: without a workspace. */
    void built(@CheckForNull Site here) {
        built = here;
    }

    /** Whether it is where the build phase was. */
    boolean isWhereItWasBuilt() {
        return site != null && built != null && site.isSamePlace(built);
    }

    /** What people should know of where it is now; null: nothing. */
    @CheckForNull
    String warning(Plan plan) {
        boolean kept = plan.archive().state() != Facts.Archive.State.NONE;
        return kept || built == null || isWhereItWasBuilt()
                ? null
                : "the run phase is not in the workspace of the build phase, and this deployment keeps no archives";
    }

    /** Says which deployment of its build it is. */
    void within(DeploymentPlace where) {
        place = where.text();
    }

    /** Which deployment of its build it is; empty: nobody said. */
    String place() {
        return place == null ? "" : place;
    }

    /** What a platform promises its hooks on the agent whose own directory is {@code agent}; null: nothing is known of it. */
    @CheckForNull
    private PromisedDirectories directories(@CheckForNull String agent, String id) {
        String project = kept == null ? null : kept.project();
        return agent == null || project == null
                ? null
                : new PromisedDirectories(agent, names == null ? project : names.project(), id);
    }

    /**
     * The same for the engine.
     *
     * @param id of the deployment
     * @param logs the directory of its logs
     * @throws IllegalStateException if it has no plan yet
     */
    About about(String id, Path logs) {
        Site here = site;
        if (here == null) {
            throw new IllegalStateException("the deployment " + id + " has no plan yet");
        }
        About.Kept seen = kept == null ? About.Kept.NOTHING : kept.forHooks(directories(here.agentDirectory(), id));
        Facts.Source source = new Facts.Source(branch, commit, null);
        return new About(id, here.root(), logs, here.around(source, seen));
    }
}
