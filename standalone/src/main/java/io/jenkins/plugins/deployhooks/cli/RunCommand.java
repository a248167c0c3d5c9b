package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.LiveOutput;
import io.jenkins.plugins.deployhooks.cli.console.Outlet;
import io.jenkins.plugins.deployhooks.cli.console.ProblemText;
import io.jenkins.plugins.deployhooks.cli.console.Style;
import io.jenkins.plugins.deployhooks.cli.console.SummaryText;
import io.jenkins.plugins.deployhooks.cli.environment.UserEnvironment;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
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
import io.jenkins.plugins.deployhooks.engine.readiness.HttpReadiness;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.local.LocalHookRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks run}: a whole deployment on this machine. */
@Command(
        name = "run",
        description = {
            "Runs a deployment: hooks, build, run, readiness check, notification.",
            "Ctrl-C stops the running hook; then runFailed and cleanup run. A second Ctrl-C ends those, too."
        })
final class RunCommand implements Callable<Integer> {
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The root of the repository. Default: this directory.")
    private Path dir;

    @Mixin
    private DefinitionOptions options;

    @Mixin
    private LocalCache cache;

    @Mixin
    private OutputOptions output;

    @Mixin
    private RunFiles files;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = options.directory(dir, "give the root of a repository");
        Loaded loaded = options.load(root);
        CommandLine line = spec.commandLine();
        if (!loaded.isValid()) {
            return output.refuse(List.of(new ProblemText(dir, loaded.problems())), line);
        }
        Facts.Source source = options.source(root, output.errorStyle());
        // The process keeps two that start in the same millisecond apart.
        String id = LocalDateTime.now(ZoneOffset.UTC).format(ID) + "-"
                + ProcessHandle.current().pid();
        Path logs = files.prepare(root, id, UserEnvironment.variables());
        output.tell(List.of(new ProblemText(dir, loaded.warnings())), line.getErr());
        LocalDeployment local = cache.open(id, root.toRealPath(), DefinitionOptions.wish(loaded, source));
        About.Surroundings surroundings =
                new About.Surroundings(machine(), UserEnvironment.variables(), source, local.seen(root));
        return run(loaded.definition(), local, new About(id, root, logs, surroundings));
    }

    private int run(Definition definition, LocalDeployment local, About about) {
        Plan plan = local.plan();
        Style style = output.isJson() ? output.errorStyle() : output.style();
        // Until the last word is written: a signal then would take report and exit code away.
        try (Interrupts interrupts = new Interrupts();
                Outlet err = new Outlet(System.err, interrupts::asked);
                Outlet out = new Outlet(System.out, interrupts::asked)) {
            Report report;
            // With --format json standard output is for the report alone.
            try (LiveOutput listener = new LiveOutput(definition, plan, style, output.isJson() ? err : out)) {
                Ports ports = new Ports(
                        new LocalHookRunner(machine()),
                        local.archives(listener),
                        new HttpReadiness(),
                        listener,
                        local.premises(definition, about));
                Deployment deployment = new Deployment(definition, plan, about, ports);
                interrupts.passTo(deployment, listener::interrupted);
                drive(deployment, definition, () -> local.overtaken(about.id()));
                interrupts.finished();
                report = deployment.report();
            }
            local.end(report).forEach(fault -> err.println(output.errorStyle().warning("warning: " + fault)));
            List<String> faults = new ArrayList<>(files.write(report, about.logs()));
            if (output.isJson()) {
                out.print(ReportJson.write(report));
            } else {
                new SummaryText(report, plan, about.logs(), style).lines().forEach(out::println);
            }
            out.flush();
            if (out.failed() && !OutputOptions.isPipe()) {
                faults.add(OutputOptions.UNWRITABLE);
            }
            faults.forEach(fault -> err.println(output.errorStyle().bad("error: " + fault)));
            if (out.dropped() > 0) {
                err.println("deploy-hooks: nobody took the output any more, " + out.dropped()
                        + " lines were not shown; the logs are complete: " + about.logs());
            }
            int code = exitCode(Outcome.of(report.result().outcome()));
            return code == ExitCode.SUCCESS && !faults.isEmpty() ? ExitCode.FAILED : code;
        }
    }

    private static void drive(Deployment deployment, Definition definition, Supplier<String> overtaken) {
        for (Phase phase : Phase.values()) {
            String why = phase == Phase.RUN ? overtaken.get() : null;
            if (why != null) {
                deployment.overtaken(why);
            }
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
