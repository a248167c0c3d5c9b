package io.jenkins.plugins.deployhooks.pipeline.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Replacement;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.pipeline.archive.ArchiveChoice;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a build has built of each app: an app is built once, and all of its instances start from that archive (S40). Kept in the
 * directory of the build, so that it is known after a restart.
 */
public final class AppBuilds {
    private AppBuilds() {}

    /**
     * There is an archive of what {@code deployment} has built; nothing is remembered of a worker.
     *
     * @throws IOException if that cannot be remembered
     */
    public static void remember(LiveDeployment deployment) throws IOException {
        Target target = deployment.definition().target();
        SavedCache decided = deployment.decided();
        Site site = deployment.site();
        if (target.instance() == null && decided != null && site != null) {
            String commit =
                    Objects.requireNonNullElse(deployment.report().deployment().commit(), "");
            byte[] text = (commit + "\n" + CacheJson.write(decided)).getBytes(StandardCharsets.UTF_8);
            Path file = file(deployment.run(), target, site);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Replacement.write(file, out -> out.write(text));
        }
    }

    /**
     * What {@code run} has built of the app of {@code target} at {@code site}, which is a worker; null: nothing, or it is none.
     *
     * @param alone whether the worker has no build phase
     * @throws IOException if it cannot be read
     */
    @CheckForNull
    static ArchiveChoice.Built of(Run<?, ?> run, Target target, Site site, boolean alone) throws IOException {
        if (target.instance() == null) {
            return null;
        }
        try {
            String[] parts = Files.readString(file(run, target, site)).split("\n", 2);
            return new ArchiveChoice.Built(
                    CacheJson.readDecision(parts[1]).subject().key(), parts[0].isEmpty() ? null : parts[0], alone);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The plan of a worker without a build phase: it brings what the build has built of the app, or warns that there is
     * nothing. As it is where no archives are kept.
     */
    static ArchiveChoice.Planned bringing(
            ArchiveChoice.Planned planned, Target target, @CheckForNull ArchiveChoice.Built built) {
        Plan plan = planned.plan();
        if (plan.archive().state() == Facts.Archive.State.NONE) {
            return planned;
        }
        String obstacle = obstacle(built, planned.source().commit());
        Plan now = built != null && obstacle == null
                ? plan.bringing(built.key().text())
                : plan.with(List.of("the instance " + target.instance()
                        + " has no build phase, and nothing is brought for it: " + obstacle
                        + "; the run phase begins with what is in its workspace"));
        return new ArchiveChoice.Planned(now, planned.decision(), planned.source());
    }

    /** Why what was built is not what the worker runs; null: it is. */
    @CheckForNull
    private static String obstacle(@CheckForNull ArchiveChoice.Built built, @CheckForNull String commit) {
        if (built == null) {
            return "this build has no archive of its app from before, by the same profile, to the same environment and of"
                    + " the same directory";
        }
        if (commit == null || built.commit() == null) {
            return "it is not known of which commit its app is " + (commit == null ? "here" : "built");
        }
        return commit.equals(built.commit())
                ? null
                : "its app was built of commit " + built.commit() + ", and here is " + commit;
    }

    /** Of this app alone: another one without a name may be in another directory. */
    private static Path file(Run<?, ?> run, Target target, Site site) {
        String name = FileDigests.name(
                Arrays.asList(target.profile(), target.app(), target.folder(), target.environment(), site.path()));
        return run.getRootDir().toPath().resolve("deploy-hooks").resolve("built-" + name + ".txt");
    }
}
