package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.LiveOutput;
import io.jenkins.plugins.deployhooks.cli.console.SummaryText;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.deployment.Deployment;
import io.jenkins.plugins.deployhooks.engine.deployment.Ports;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command.Finish;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command.Run;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.local.HttpReadiness;
import io.jenkins.plugins.deployhooks.local.LocalHookRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks run}: a whole deployment on this machine. */
@Command(
        name = "run",
        description = "Runs a deployment: hooks, build, run, readiness check, notification.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", defaultValue = ".", description = "The root of the repository.")
    private Path dir;

    @Mixin
    private DefinitionOptions options;

    @Mixin
    private OutputOptions output;

    @Option(names = "--report", paramLabel = "FILE", description = "Also writes the report, as JSON, to this file.")
    private Path reportFile;

    @Option(names = "--logs", paramLabel = "DIR", description = "The directory for the logs of the hooks.")
    private Path logs;

    @Override
    public Integer call() throws IOException {
        Path root = options.directory(dir);
        Loaded loaded = options.load(root);
        CommandLine line = spec.commandLine();
        if (!loaded.isValid()) {
            return Problems.refuse(loaded.problems(), output, line);
        }
        Problems.warn(loaded.warnings(), output, line);
        Facts.Source source = DefinitionOptions.source(root);
        About about = about(root, source);
        // With --format json standard output is for the report alone.
        PrintStream live = new PrintStream(output.isJson() ? System.err : System.out, false, StandardCharsets.UTF_8);
        Report report = run(loaded.definition(), DefinitionOptions.plan(loaded, source), about, live);
        return finish(report, about.logs(), live);
    }

    private About about(Path root, Facts.Source source) throws IOException {
        String id = LocalDateTime.now(ZoneOffset.UTC).format(ID);
        Path directory = logs == null
                ? LogDirectory.make(root, id, System.getenv())
                : Files.createDirectories(logs.toAbsolutePath().normalize());
        About.Surroundings surroundings =
                new About.Surroundings(machine(), System.getenv(), source.branch(), source.commit(), null);
        return new About(id, root, directory, surroundings);
    }

    private Report run(Definition definition, Plan plan, About about, PrintStream live) throws IOException {
        try (LiveOutput listener = new LiveOutput(plan, output.style(), live)) {
            Ports ports = new Ports(new LocalHookRunner(machine()), Archives.NONE, new HttpReadiness(), listener);
            Deployment deployment = new Deployment(definition, plan, about, ports);
            try (Interrupts interrupts = new Interrupts(deployment)) {
                drive(deployment, definition);
            }
            return deployment.report();
        }
    }

    private static void drive(Deployment deployment, Definition definition) {
        for (Phase phase : Phase.values()) {
            var command = deployment.enter(phase);
            while (command instanceof Run) {
                command = deployment.runBody(definition.phase(phase).body());
            }
            if (command instanceof Finish) {
                return;
            }
        }
        deployment.close(End.OK, "");
    }

    private int finish(Report report, Path directory, PrintStream live) throws IOException {
        ReportJson.write(report, directory.resolve("deploy-hooks.json"));
        if (reportFile != null) {
            ReportJson.write(report, reportFile);
        }
        if (output.isJson()) {
            spec.commandLine().getOut().print(ReportJson.write(report));
            spec.commandLine().getOut().flush();
        } else {
            new SummaryText(report, directory, output.style()).lines().forEach(live::println);
            live.flush();
        }
        return exitCode(Outcome.of(report.result().outcome()));
    }

    private static int exitCode(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> ExitCode.SUCCESS;
            case UNSTABLE -> ExitCode.UNSTABLE;
            case FAILED -> ExitCode.FAILED;
            case ABORTED -> ExitCode.INTERRUPTED;
        };
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
