package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson;
import io.jenkins.plugins.deployhooks.engine.cache.record.SavedCache;
import io.jenkins.plugins.deployhooks.engine.deployment.record.Progress;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedJson;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files of one deployment in the directory of its build; each one is there as a whole or not at all. */
final class DeploymentFiles {
    private static final String CACHE = "cache.json";

    private final Path directory;

    /**
     * The files of a deployment.
     *
     * @param build the directory of the build
     * @param name of the deployment, unique in its build and safe as the name of a file
     */
    DeploymentFiles(Path build, String name) {
        this.directory = build.resolve("deploy-hooks").resolve(name);
    }

    /** The directory of everything but the report: the logs, the plan. */
    Path directory() {
        return directory;
    }

    void write(SavedPlan plan) throws IOException {
        write("plan.json", SavedJson.write(plan));
    }

    void write(Progress progress) throws IOException {
        write("progress.json", SavedJson.write(progress));
    }

    void write(SavedCache decided) throws IOException {
        write(CACHE, CacheJson.write(decided));
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
        String json = read("plan.json");
        return json == null ? null : SavedJson.readPlan(json);
    }

    /** The progress; null: none was saved yet. */
    @CheckForNull
    Progress progress() throws IOException {
        String json = read("progress.json");
        return json == null ? null : SavedJson.readProgress(json);
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
