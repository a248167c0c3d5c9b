package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.JsonText;
import io.jenkins.plugins.deployhooks.cli.console.PlanText;
import io.jenkins.plugins.deployhooks.cli.console.ProblemText;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks plan}: says what would happen, and runs nothing. */
@Command(
        name = "plan",
        description = {
            "Says what a deployment would do, and where each value was written. Runs nothing.",
            "Values that nobody wrote and that are those of every hook are not shown; --format json has them all."
        })
final class PlanCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = options.directory(dir, "give the root of a repository");
        Loaded loaded = options.load(root);
        PrintWriter out = spec.commandLine().getOut();
        if (!loaded.isValid()) {
            return output.refuse(List.of(new ProblemText(dir, loaded.problems())), spec.commandLine());
        }
        output.tell(
                List.of(new ProblemText(dir, loaded.warnings())),
                spec.commandLine().getErr());
        Plan plan = cache.plan(
                root.toRealPath(), DefinitionOptions.wish(loaded, options.source(root, output.errorStyle())));
        if (output.isJson()) {
            out.println(JsonText.plan(plan));
        } else {
            new PlanText(loaded.definition(), plan, output.style()).lines().forEach(out::println);
        }
        return output.written(ExitCode.SUCCESS, spec.commandLine());
    }
}
