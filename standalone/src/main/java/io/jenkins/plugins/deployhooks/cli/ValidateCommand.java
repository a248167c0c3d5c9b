package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.JsonText;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
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
        description = "Checks definitions and prints every problem with its place. Runs nothing.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR|FILE",
            defaultValue = ".",
            description = "Roots of repositories, or single files.")
    private List<Path> places;

    @Mixin
    private DefinitionOptions options;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        for (Path place : places) {
            Loaded loaded =
                    Files.isRegularFile(place) ? options.loadFile(place) : options.load(options.directory(place));
            problems.addAll(loaded.problems());
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            return Problems.refuse(problems, output, spec.commandLine());
        }
        if (output.isJson()) {
            spec.commandLine().getOut().println(JsonText.problems(problems));
        } else {
            Problems.print(problems, output, spec.commandLine().getErr());
            spec.commandLine().getOut().println("valid: " + String.join(", ", names()));
        }
        return ExitCode.SUCCESS;
    }

    private List<String> names() {
        return places.stream().map(Path::toString).toList();
    }
}
