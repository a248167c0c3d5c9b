package io.jenkins.plugins.deployhooks.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.cli.environment.UserDirectories;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportFile;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The files that a deployment leaves: logs and reports. Where they cannot be written, that is told before anything runs.
 */
final class RunFiles {
    /** How many deployments' logs are kept of each app. */
    static final int KEPT = 20;

    private static final String REPORT = "deploy-hooks.json";
    private static final Pattern LOG = Pattern.compile("\\d{2,}-[ -~&&[^/\\\\]]+\\.log");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write the report, as JSON, to this file.")
    private Path reportFile;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = {
                "The directory for the logs of the hooks and deploy-hooks.json, the report.",
                "Default: a new one in ~/.local/state/deploy-hooks, where the last " + KEPT + " of each app are kept."
            })
    private Path logs;

    /**
     * Makes the directory of logs for the deployment {@code id} of the repository {@code root}, and makes sure that the
     * report can be written.
     *
     * @throws ParameterException if either cannot be
     */
    Path prepare(Path root, String id, Map<String, String> env) {
        if (reportFile != null) {
            checkReport(reportFile.toAbsolutePath().normalize());
        }
        Path directory = logs == null
                ? state(env).resolve("deploy-hooks").resolve(name(root)).resolve(id)
                : logs.toAbsolutePath().normalize();
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new AccessDeniedException(directory.toString());
            }
            if (logs != null) {
                clear(directory);
            }
        } catch (IOException e) {
            throw invalid("the directory for the logs, " + directory + ", cannot be used: " + reason(e)
                    + "; name another one with --logs DIR");
        }
        if (logs == null) {
            prune(directory.getParent());
        }
        return directory;
    }

    /**
     * Writes the report where it belongs.
     *
     * @return what went wrong, for people
     */
    List<String> write(Report report, Path directory) {
        List<Path> targets = new ArrayList<>(List.of(directory.resolve(REPORT)));
        if (reportFile != null) {
            targets.add(reportFile);
        }
        List<String> faults = new ArrayList<>();
        for (Path target : targets) {
            try {
                ReportJson.write(report, target);
            } catch (IOException e) {
                faults.add("the report could not be written to " + target + ": " + reason(e));
            }
        }
        return faults;
    }

    private void checkReport(Path file) {
        if (Files.isDirectory(file) || file.getParent() == null) {
            throw invalid("--report " + reportFile + " is a directory; name a file in it, " + reportFile.resolve(REPORT)
                    + " for example");
        }
        try {
            ReportFile.at(file).check();
        } catch (IOException e) {
            throw invalid("the report cannot be written to " + reportFile + ": " + reason(e));
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path state(Map<String, String> env) {
        return UserDirectories.of(env)
                .state()
                .orElseThrow(() -> invalid("this user has no home directory, where the logs would go: neither the"
                        + " variable HOME nor the system names one; name a directory with --logs DIR"));
    }

    private static String name(Path root) {
        Path name = root.getFileName();
        return name == null ? "root" : name.toString();
    }

    /**
     * Logs of an earlier deployment would pass for those of this one, where a step does not run this time. Only what
     * its report names is deleted: other files that look like logs are the user's.
     */
    private static void clear(Path directory) throws IOException {
        Path report = directory.resolve(REPORT);
        if (!Files.isRegularFile(report)) {
            return;
        }
        for (String name : logNames(report)) {
            Path log = directory.resolve(name);
            if (Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(log);
            }
        }
    }

    /** The names of the logs that the report in {@code file} lists; none where it is no report. */
    private static List<String> logNames(Path file) throws IOException {
        byte[] json = Files.readAllBytes(file);
        try {
            Report report = ReportJson.read(new String(json, StandardCharsets.UTF_8));
            return Stream.concat(
                            report.events().stream().flatMap(event -> event.hooks().stream()), report.tasks().stream())
                    .map(StepReport::log)
                    .filter(name -> name != null && LOG.matcher(name).matches())
                    .toList();
        } catch (IOException | RuntimeException e) {
            System.getLogger(RunFiles.class.getName()).log(System.Logger.Level.DEBUG, "not a report: " + file, e);
            return List.of();
        }
    }

    private static void prune(@CheckForNull Path app) {
        if (app == null) {
            return;
        }
        try {
            // The ids begin with the time, so the names are in the order of the deployments.
            List<Path> all = list(app).stream().filter(Files::isDirectory).toList();
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                try (Stream<Path> tree = Files.walk(old)) {
                    for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Another deployment is tidying up as well, or may not: too many logs are no reason not to deploy.
            System.getLogger(RunFiles.class.getName()).log(System.Logger.Level.DEBUG, "old logs stay", e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String reason(IOException fault) {
        if (fault instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be written by this user";
        }
        if (fault instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file";
        }
        if (fault instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there";
        }
        if (fault instanceof FileSystemException other && other.getReason() != null) {
            return other.getFile() + ": " + other.getReason();
        }
        return String.valueOf(fault.getMessage());
    }
}
