package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.CacheDecision;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Progress;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.report.ReportFile;
import io.jenkins.plugins.deployhooks.pipeline.archive.ArchiveChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one deployment in the directory of its build; each one is there as a whole or not at all. */
final class DeploymentFiles {
    private static final String CACHE = "cache.json";
    private static final String PLAN = "plan.json";

    private final Path directory;

    /**
     * The files of a deployment.
     *
     * @param build the directory of the build
     * @param name of the deployment, unique in its build and safe as the name of a file
     */
    DeploymentFiles(Path build, String name) {
        this(all(build).resolve(name));
    }

    private DeploymentFiles(Path directory) {
        this.directory = directory;
    }

    private static Path all(Path build) {
        return build.resolve("deploy-hooks");
    }

    /**
     * Of the commands of every deployment of an ended build nothing stays.
     *
     * @throws IOException if some are still there; those of the other deployments are not
     */
    static void forgetCommandsOf(Path build) throws IOException {
        List<Path> deployments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(all(build), Files::isDirectory)) {
            files.forEach(deployments::add);
        } catch (NoSuchFileException e) {
            // It has had no deployment.
            return;
        }
        IOException fault = null;
        for (Path deployment : deployments) {
            try {
                ReportFile.at(deployment.resolve(PLAN)).sweep();
                new DeploymentFiles(deployment).forgetCommands();
            } catch (IOException | RuntimeException e) {
                // also of a plan that somebody has damaged: those of the others are to go
                fault = with(fault, new IOException("the commands in " + deployment + " could not be removed", e));
            }
        }
        if (fault != null) {
            throw fault;
        }
    }

    private static IOException with(@CheckForNull IOException earlier, IOException fault) {
        if (earlier == null) {
            return fault;
        }
        earlier.addSuppressed(fault);
        return earlier;
    }

    /** The directory of everything but the report: the logs, the plan. */
    Path directory() {
        return directory;
    }

    /** Writes what was decided; the plan comes last, since with it the deployment has begun. */
    void write(Definition definition, ArchiveChoice.Planned planned) throws IOException {
        CacheDecision decision = planned.decision();
        if (decision != null) {
            write(CACHE, CacheJson.write(SavedCache.of(decision)));
        }
        write(PLAN, SavedJson.write(SavedPlan.of(definition, planned.plan())));
    }

    void write(Progress progress) throws IOException {
        write("progress.json", SavedJson.write(progress));
    }

    /** The deployment is over: of its commands, which may hold secrets, nothing stays. */
    void forgetCommands() throws IOException {
        SavedPlan plan = plan();
        SavedPlan left = plan == null ? null : plan.ended();
        // Asked more than once of each deployment, and at last when its build may be about to be deleted.
        if (left != null && !left.equals(plan)) {
            write(PLAN, SavedJson.write(left));
        }
    }

    /** What was decided about archives; null: nothing. */
    @CheckForNull
    SavedCache cache() throws IOException {
        String json = read(CACHE);
        return json == null ? null : CacheJson.readDecision(json);
    }

    /** The plan; null: there is none yet. */
    @CheckForNull
    SavedPlan plan() throws IOException {
        String json = read(PLAN);
        return json == null ? null : SavedJson.readPlan(json);
    }

    /** The progress; null: none was saved yet. */
    @CheckForNull
    private Progress progress() throws IOException {
        String json = read("progress.json");
        return json == null ? null : SavedJson.readProgress(json);
    }

    /**
     * The deployment as far as it had come.
     *
     * @param saved its progress as the program had it; null: it had none
     * @throws UncheckedIOException if its files are gone, or cannot be read
     */
    DeploymentCourse course(@CheckForNull String saved, About about) {
        try {
            SavedPlan plan = plan();
            Progress progress = later(saved == null ? null : SavedJson.readProgress(saved), progress());
            if (plan == null || progress == null) {
                throw new IOException(
                        "the files of the deployment " + about.id() + " are gone from the build's directory");
            }
            return new DeploymentCourse(plan, progress, about, DeploymentListener.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CheckForNull
    private static Progress later(@CheckForNull Progress one, @CheckForNull Progress other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.revision() >= other.revision() ? one : other;
    }

    private void write(String name, String text) throws IOException {
        ReportFile.at(directory.resolve(name)).write(text);
    }

    @CheckForNull
    private String read(String name) throws IOException {
        try {
            return Files.readString(directory.resolve(name));
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
