package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.cache.dependency.DependencyCache;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The archive and the dependencies of one deployment, as its plan wants them. */
public final class DeploymentArchives implements Archives {
    private final Plan plan;
    private final Archives archive;
    private final Dependencies dependencies;

    /**
     * The dependencies of a deployment (D4).
     *
     * @param cache where they are kept
     * @param spec which
     * @param id the deployment, for people
     * @param fresh whether nothing of earlier builds may be used: a rebuild was asked for
     */
    public record Dependencies(DependencyCache cache, CacheSpec.Dependencies spec, String id, boolean fresh) {
        List<String> restore() throws InterruptedException {
            return fresh ? List.of() : cache.restore(spec);
        }

        List<String> save() throws InterruptedException {
            return cache.save(spec, id, fresh);
        }
    }

    /**
     * @param plan of the deployment
     * @param archive that which fits, or, where none does, that which a restore key has found
     */
    public DeploymentArchives(Plan plan, Archives archive, Dependencies dependencies) {
        this.plan = plan;
        this.archive = archive;
        this.dependencies = dependencies;
    }

    @Override
    public Work restore() throws IOException, InterruptedException {
        if (plan.kind() == DeploymentKind.DEPLOY) {
            return forTheBuild();
        }
        try {
            return archive.restore();
        } catch (IOException e) {
            // It builds after all, and then as any build does.
            List<String> notes = dependencies.restore();
            throw notes.isEmpty() ? e : new IOException(e.getMessage() + "; " + String.join("; ", notes), e);
        }
    }

    /** What is there before a build only saves time: without it the build makes the same. */
    private Work forTheBuild() throws InterruptedException {
        List<String> notes = new ArrayList<>();
        Archived unpacked = null;
        String nearest = plan.archive().keys().nearest();
        if (nearest != null) {
            try {
                Work work = archive.restore();
                unpacked = work.archive();
                notes.addAll(work.notes());
                notes.add("unpacked the archive of key " + nearest
                        + ", which a restore key has found; everything is built");
            } catch (IOException e) {
                notes.add("the archive of key " + nearest + ", which a restore key has found, is not used: "
                        + String.valueOf(e.getMessage()).replaceFirst("^miss: ", ""));
            }
        }
        notes.addAll(dependencies.restore());
        return new Work(unpacked, notes);
    }

    /** Dependencies stay where the build was: who runs without building needs what was archived. */
    @Override
    public Work bring() throws IOException, InterruptedException {
        return archive.bring();
    }

    @Override
    public Work save() throws IOException, InterruptedException {
        List<String> notes = new ArrayList<>(dependencies.save());
        if (plan.archive().state() == Facts.Archive.State.NONE) {
            return new Work(null, notes);
        }
        Work work = archive.save();
        notes.addAll(work.notes());
        return new Work(work.archive(), notes);
    }
}
