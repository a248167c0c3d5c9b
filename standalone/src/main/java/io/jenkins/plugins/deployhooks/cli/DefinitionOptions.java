package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.cli.console.Style;
import io.jenkins.plugins.deployhooks.cli.environment.UserEnvironment;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.definition.platform.PlatformFiles;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.local.git.GitCheckout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
            names = "--instance",
            paramLabel = "NAME",
            description = "Which instance of the app is deployed: web, worker, or the name of a worker.")
    private String instance;

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
            converter = Assignment.Converter.class,
            description = "The only hook of an event, in place of those of the file and of variables. Can be repeated"
                    + " for other events.")
    private List<Assignment> hooks = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "K=V",
            converter = Assignment.Converter.class,
            description = "A variable for the hooks and commands of both phases. Can be repeated;"
                    + " of one name the last counts.")
    private List<Assignment> env = new ArrayList<>();

    @Option(names = "--rebuild", description = "Build although an archive of an earlier build fits.")
    private boolean rebuild;

    /** Reads the definition of the repository {@code root}. */
    Loaded load(Path root) {
        return DefinitionLoader.load(request(root));
    }

    /** A deployment of {@code loaded}, which is valid, from {@code source}. */
    static CacheSubject.Wish wish(Loaded loaded, Facts.Source source) {
        Facts facts = new Facts(source, UserEnvironment.variables(), Facts.NONE.archive(), Facts.NONE.bounds());
        return new CacheSubject.Wish(loaded.definition(), loaded.profile(), facts);
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
        Path path = file.toAbsolutePath().normalize();
        Path root = PlatformFiles.isOne(path) ? PlatformFiles.rootOf(path) : path.getParent();
        return DefinitionLoader.loadFile(file, request(root));
    }

    /** {@code path}, which is a directory; {@code advice} is given where it is not. */
    Path directory(Path path, String advice) {
        if (!Files.isDirectory(path)) {
            throw new ParameterException(
                    spec.commandLine(),
                    path + " is " + (Files.exists(path) ? "not a directory" : "not there") + "; " + advice);
        }
        return path.toAbsolutePath().normalize();
    }

    private Request request(Path root) {
        Arguments arguments = Arguments.named("option --")
                .profile(profile)
                .app(app)
                .environment(environment)
                .instance(instance)
                .build(build)
                .run(run)
                .rebuild(rebuild);
        setHooks(arguments);
        env.forEach(each -> arguments.env(each.name(), each.value()));
        return Request.of(root, UserEnvironment.variables()).with(arguments.tree());
    }

    /** An event has one hook of this kind: of two, somebody would miss one. */
    private void setHooks(Arguments arguments) {
        Map<String, String> seen = new HashMap<>();
        for (Assignment hook : hooks) {
            String other = seen.putIfAbsent(hook.name(), hook.value());
            if (other != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--set " + hook.name() + " is given twice, as '" + other + "' and as '" + hook.value()
                                + "'; give one command that does both");
            }
            arguments.set(hook.name(), hook.value());
        }
    }
}
