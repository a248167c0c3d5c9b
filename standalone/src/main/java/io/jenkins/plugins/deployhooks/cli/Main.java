package io.jenkins.plugins.deployhooks.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry of the command line. */
@Command(
        name = "deploy-hooks",
        description = "Runs a deployment with its hooks on this machine, as the Jenkins plugin Deploy Hooks would.",
        subcommands = {RunCommand.class, PlanCommand.class, ValidateCommand.class},
        mixinStandardHelpOptions = true,
        version = "deploy-hooks 1",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:the deployment failed",
            "2:the definition or the options are not valid, nothing has run",
            "3:the deployment is unstable",
            "130:interrupted"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: run, plan or validate");
    }

    /** The command line, ready to execute arguments. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((fault, command, result) -> {
            command.getErr().println("deploy-hooks: a fault of deploy-hooks itself, please report it:");
            fault.printStackTrace(command.getErr());
            return ExitCode.FAILED;
        });
        return line;
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
