package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.JsonText;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** Says what is wrong with a definition: all of it at once. */
final class Problems {
    private Problems() {}

    /** Prints everything and returns the exit code of a definition that cannot be used. */
    static int refuse(List<Problem> problems, OutputOptions output, CommandLine line) {
        if (output.isJson()) {
            line.getOut().println(JsonText.problems(problems));
        } else {
            print(problems, output, line.getErr());
            long errors = problems.stream().filter(Problem::isError).count();
            line.getErr().println(errors + (errors == 1 ? " error" : " errors") + "; nothing was run");
        }
        return ExitCode.INVALID;
    }

    /** Prints warnings, where they do not disturb output meant for programs. */
    static void warn(List<Problem> warnings, OutputOptions output, CommandLine line) {
        print(warnings, output, line.getErr());
    }

    static void print(List<Problem> problems, OutputOptions output, PrintWriter out) {
        for (Problem problem : problems) {
            String text = (problem.isError() ? "error: " : "warning: ") + problem;
            out.println(
                    problem.isError()
                            ? output.style().bad(text)
                            : output.style().warning(text));
        }
    }
}
