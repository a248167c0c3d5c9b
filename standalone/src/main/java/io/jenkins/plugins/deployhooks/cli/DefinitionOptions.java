package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.Style;
import io.jenkins.plugins.deployhooks.cli.environment.UserEnvironment;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.local.git.GitCheckout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what is deployed; they win over the environment, which wins over files. */
final class DefinitionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Whose rules hold: native, clever-cloud or platform-sh.")
    private String profile;

    @Option(names = "--app", paramLabel = "NAME", description = "The name of the app, DEPLOY_APP of the hooks.")
    private String app;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment to deploy to, DEPLOY_ENVIRONMENT of the hooks.")
    private String environment;

    @Option(
            names = "--build",
            paramLabel = "CMD",
            description = "The commands of the build phase, in place of build: of the file.")
    private String build;

    @Option(
            names = "--run",
            paramLabel = "CMD",
            description = "The commands of the run phase, in place of run: of the file.")
    private String run;

    @Option(
            names = "--set",
            paramLabel = "EVENT=CMD",
            description = "The only hook of an event, in place of those of the file and of variables. Can be repeated.")
    private Map<String, String> hooks = new LinkedHashMap<>();

    @Option(
            names = "--env",
            paramLabel = "K=V",
            description = "A variable for the hooks and commands of both phases. Can be repeated.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--rebuild", description = "Build although an archive of an earlier build fits.")
    private boolean rebuild;

    /** Reads the definition of the repository {@code root}. */
    Loaded load(Path root) {
        return DefinitionLoader.load(request(root));
    }

    /** What a deployment of {@code loaded}, which is valid, would do with {@code source}. */
    static Plan plan(Loaded loaded, Facts.Source source) {
        Facts facts = new Facts(source, UserEnvironment.variables(), Facts.NONE.archive(), Facts.NONE.bounds());
        return Planner.plan(loaded.definition(), loaded.profile(), facts);
    }

    /** The branch and the commit of the repository {@code root}; says on standard error where git cannot tell. */
    Facts.Source source(Path root, Style style) {
        GitCheckout checkout = new GitCheckout(root);
        Facts.Source source = new Facts.Source(checkout.branch(), checkout.commit(), null);
        if (checkout.fault() != null) {
            String warning = "warning: git cannot tell the branch or the commit: " + checkout.fault();
            spec.commandLine().getErr().println(style.warning(warning));
        }
        return source;
    }

    /** Reads the definition in {@code file} alone. */
    Loaded loadFile(Path file) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        return DefinitionLoader.loadFile(file, request(directory));
    }

    /** The directory called {@code text}. */
    Path directory(Path path) {
        if (!Files.isDirectory(path)) {
            throw new ParameterException(
                    spec.commandLine(),
                    path + " is " + (Files.exists(path) ? "not a directory" : "not there")
                            + "; give the root of a repository");
        }
        return path.toAbsolutePath().normalize();
    }

    private Request request(Path root) {
        Arguments arguments = Arguments.named("option --")
                .profile(profile)
                .app(app)
                .environment(environment)
                .build(build)
                .run(run)
                .rebuild(rebuild);
        hooks.forEach(arguments::set);
        env.forEach(arguments::env);
        return Request.of(root, UserEnvironment.variables()).with(arguments.tree());
    }
}
