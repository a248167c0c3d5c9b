package io.jenkins.plugins.deployhooks.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.disk.Trees;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An app in a repository of git, deployed by the real program again and again with one cache. */
final class CachedApp {
    private final Path temp;
    private final Path root;
    private Path cache;
    private final Map<String, String> env = new HashMap<>();

    /** An app below {@code temp}, whose {@code out} git ignores. */
    CachedApp(Path temp) throws Exception {
        this(temp, temp.resolve("app"));
    }

    /** An app in {@code root}; all else is below {@code temp}. */
    CachedApp(Path temp, Path root) throws Exception {
        this.temp = temp;
        this.root = Files.createDirectories(root);
        this.cache = temp.resolve("cache");
        git("init", "-q");
        write(".gitignore", "/out/\n/fill\n");
        write("source.txt", "1");
    }

    Path root() {
        return root;
    }

    Path cache() {
        return cache;
    }

    CachedApp write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    CachedApp script(String name, String text) throws IOException {
        write(name, "#!/bin/sh\n" + text + "\n");
        assertThat(root.resolve(name).toFile().setExecutable(true)).isTrue();
        return this;
    }

    /** The file deploy-hooks.yml, and a commit with all there is. */
    CachedApp define(String... lines) throws Exception {
        write("deploy-hooks.yml", "version: 1\n" + String.join("\n", lines) + "\n");
        return commit();
    }

    CachedApp commit() throws Exception {
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "change");
        return this;
    }

    /** The directory of the cache from now on; null: the program's default, and no option that names it. */
    CachedApp cacheIn(Path directory) {
        cache = directory;
        return this;
    }

    /** A variable around the deployments from now on. */
    CachedApp env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** What the build made is gone, as in another checkout of the same commit. */
    CachedApp freshCheckout() throws IOException {
        Trees.delete(root.resolve("out"));
        return this;
    }

    /** Deploys, and returns what came of it. */
    Deployed deploy(String... options) throws Exception {
        Path report = temp.resolve("report.json");
        List<String> arguments = new ArrayList<>(List.of("run", root.toString(), "--report", report.toString()));
        arguments.addAll(place());
        arguments.addAll(List.of(options));
        return run(arguments, report);
    }

    /** Says what would be done. */
    Deployed plan(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("plan", root.toString()));
        arguments.addAll(place());
        arguments.addAll(List.of(options));
        return run(arguments, null);
    }

    private List<String> place() {
        return cache == null ? List.of() : List.of("--cache-dir", cache.toString());
    }

    private Deployed run(List<String> arguments, Path report) throws Exception {
        Path files = temp.resolve("files");
        List<String> command = new ArrayList<>(List.of(Launcher.in(files).toString()));
        command.addAll(arguments);
        try (CliProcess cli = CliProcess.start(temp, files, env, command)) {
            int exitCode = cli.exitCode();
            assertThat(cli.err()).doesNotContain("\tat ");
            Report read = report == null ? null : ReportJson.read(Files.readString(report));
            return new Deployed(exitCode, cli.out(), cli.err(), read);
        }
    }

    /**
     * A deployment.
     *
     * @param exitCode of the program
     * @param out standard output
     * @param err standard error
     * @param report null for a plan
     */
    record Deployed(int exitCode, String out, String err, Report report) {
        Deployed succeeds() {
            assertThat(exitCode).as(out + err).isZero();
            return this;
        }

        String kind() {
            return report.deployment().kind();
        }

        StepReport step(String id) {
            return steps().filter(step -> step.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no step " + id));
        }

        /** What was started, in the order of the plan. */
        List<String> started() {
            return steps().filter(step -> step.startedAt() != null)
                    .sorted(java.util.Comparator.comparingInt(StepReport::order))
                    .map(StepReport::id)
                    .toList();
        }

        private Stream<StepReport> steps() {
            return Stream.concat(
                    report.tasks().stream(), report.events().stream().flatMap(event -> event.hooks().stream()));
        }
    }

    /** The files of all archives in the cache. */
    List<Path> archives() throws IOException {
        Path entries = cache.resolve("archives/entries");
        if (!Files.isDirectory(entries)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(entries)) {
            return files.filter(file -> file.endsWith("archive")).sorted().toList();
        }
    }

    /** What is in the only archive of the cache: paths with slashes, directories too. */
    List<String> archived() throws Exception {
        assertThat(archives()).hasSize(1);
        return contents(archives().get(0));
    }

    /** What is in an archive. */
    List<String> contents(Path archive) throws Exception {
        Path target = Files.createTempDirectory(temp, "unpacked");
        new ArchiveReader(Limits.DEFAULT, Progress.NONE).restore(archive, null, target, Selection.ALL);
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(file -> !file.equals(target))
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
    }
}
