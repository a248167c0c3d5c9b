package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.JsonText;
import io.jenkins.plugins.deployhooks.cli.console.ProblemText;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks validate}: checks definitions, and runs nothing. */
@Command(
        name = "validate",
        description = {
            "Checks definitions and prints every problem with its place. Runs nothing.",
            "A file is checked alone; a directory with everything that takes part in a deployment of it."
        })
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR|FILE",
            defaultValue = ".",
            description = "Roots of repositories, or single files. Default: this directory.")
    private List<Path> places;

    @Mixin
    private DefinitionOptions options;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<ProblemText> found = new ArrayList<>();
        for (Path place : places) {
            found.add(Files.isRegularFile(place) ? inFile(place) : inDirectory(place));
        }
        if (found.stream().flatMap(place -> place.problems().stream()).anyMatch(Problem::isError)) {
            return output.refuse(found, spec.commandLine());
        }
        if (output.isJson()) {
            spec.commandLine().getOut().println(JsonText.problems(found));
        } else {
            output.tell(found, spec.commandLine().getErr());
            spec.commandLine()
                    .getOut()
                    .println("valid: "
                            + String.join(
                                    ", ", places.stream().map(Path::toString).toList()));
        }
        return output.written(ExitCode.SUCCESS, spec.commandLine());
    }

    private ProblemText inFile(Path file) {
        Path parent = file.getParent();
        return new ProblemText(
                parent == null ? Path.of("") : parent, options.loadFile(file).problems());
    }

    private ProblemText inDirectory(Path place) {
        return new ProblemText(
                place,
                options.load(options.directory(place, "give a directory or a file"))
                        .problems());
    }
}
