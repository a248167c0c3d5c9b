package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.cache.CacheCommand;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry of the command line. */
@Command(
        name = "deploy-hooks",
        description = "Runs a deployment with its hooks on this machine, as the Jenkins plugin Deploy Hooks would.",
        subcommands = {RunCommand.class, PlanCommand.class, ValidateCommand.class, CacheCommand.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "run|plan|validate|cache",
        version = "deploy-hooks 1",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:the deployment failed",
            "2:the definition or the options are not valid, nothing has run",
            "3:the deployment is unstable: it goes on, and one of its hooks has failed",
            "130:interrupted, by Ctrl-C for example"
        })
public final class Main implements Runnable {
    private static final String EMPTY = "the value is empty; was a variable not set?";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: run, plan, validate or cache");
    }

    /** The command line, ready to execute arguments. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // A command that begins with @ is a command, and no file of arguments.
        line.setExpandAtFiles(false);
        line.registerConverter(Path.class, Main::path);
        line.setParameterExceptionHandler((fault, arguments) -> refuse(fault));
        line.setExecutionExceptionHandler((fault, command, result) -> {
            command.getErr().println("deploy-hooks: a fault of deploy-hooks itself, please report it:");
            fault.printStackTrace(command.getErr());
            return ExitCode.FAILED;
        });
        return line;
    }

    /** What is wrong and where to read on, instead of pages of help that bury it. */
    private static int refuse(ParameterException fault) {
        CommandLine command = fault.getCommandLine();
        // one of several, or one too many: picocli calls it unmatched
        boolean empty = fault instanceof UnmatchedArgumentException unmatched
                && unmatched.getUnmatched().contains("");
        command.getErr().println("deploy-hooks: " + (empty ? "an argument: " + EMPTY : fault.getMessage()));
        UnmatchedArgumentException.printSuggestions(fault, command.getErr());
        command.getErr()
                .println("Try '" + command.getCommandSpec().qualifiedName()
                        + " --help' for the options and exit codes.");
        return ExitCode.INVALID;
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException(EMPTY);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("this is no path: " + e.getMessage());
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
