package io.jenkins.plugins.deployhooks.engine.definition.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.environment.EnvironmentVariables;
import io.jenkins.plugins.deployhooks.engine.definition.parse.DefinitionParser;
import io.jenkins.plugins.deployhooks.engine.definition.parse.EventNames;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.ScriptFiles;
import io.jenkins.plugins.deployhooks.engine.definition.platform.PlatformFiles;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.source.ConventionDirectory;
import io.jenkins.plugins.deployhooks.engine.definition.source.DeployHooksFile;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeMerge;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads a definition from every source: each one is checked on its own, so that a fault in a value that a stronger source
 * replaces is told as well, and then all of them as one.
 */
public final class DefinitionLoader {
    private final Request request;
    private final Problems problems = new Problems();
    private final PlatformFiles platform;

    private DefinitionLoader(Request request) {
        this.request = request;
        this.platform = new PlatformFiles(request.root(), problems);
    }

    /** The definition of a repository. Reads files; throws nothing for what they contain. */
    public static Loaded load(Request request) {
        DefinitionLoader loader = new DefinitionLoader(request);
        Path root = request.root();
        Sources sources = new Sources(
                request.administrator().defaults(),
                ConventionDirectory.read(root, loader.problems),
                request.file() == null
                        ? DeployHooksFile.read(root, loader.problems)
                        : DeployHooksFile.read(root, root.resolve(request.file()), loader.problems),
                request.arguments());
        PlatformFiles.Wanted wanted = wanted(sources);
        return loader.load(sources, ProfileChoice.of(request, sources, loader.platform.exist(wanted)), wanted);
    }

    /**
     * The definition in a single file, with the arguments of {@code request} and without the other sources.
     *
     * @param file a file of a platform, or a deploy-hooks.yml of any name; scripts are looked for from the root of
     *     {@code request}, in which it has to be
     */
    public static Loaded loadFile(Path file, Request request) {
        DefinitionLoader loader = new DefinitionLoader(request);
        return loader.loadFile(file.toAbsolutePath().normalize());
    }

    private Loaded load(Sources sources, ProfileChoice choice, PlatformFiles.Wanted wanted) {
        Profile profile = choice.profile();
        ScalarNode port = sources.strongest("env", "run", "PORT");
        MapNode environment =
                EnvironmentVariables.read(request.environment(), profile, port == null ? null : port.text(), problems);
        MapNode apps = profile.eventNames().containsAll(PlatformFiles.EVENTS) ? platform.read(wanted) : null;
        List<MapNode> trees = Sources.present(
                sources.administrator(),
                sources.convention(),
                apps,
                sources.file(),
                environment,
                sources.arguments(),
                platform.place());
        return checked(trees, sources.file(), choice);
    }

    /** Which app of a platform's files is meant, as far as the other sources say so. */
    private static PlatformFiles.Wanted wanted(Sources sources) {
        ScalarNode folder = sources.strongest("folder");
        ScalarNode instance = sources.strongest("instance");
        return new PlatformFiles.Wanted(
                sources.strongest("app"),
                folder == null ? null : folder.text(),
                instance == null ? null : instance.text());
    }

    private Loaded.Asked asked(ScriptFiles scripts) {
        return new Loaded.Asked(scripts.asked(), platform.asked());
    }

    private Loaded loadFile(Path path) {
        boolean ofPlatform = PlatformFiles.isOne(path);
        MapNode tree = ofPlatform ? ofPlatform(path) : DeployHooksFile.read(request.root(), path, problems);
        Sources sources = new Sources(request.administrator().defaults(), null, tree, request.arguments());
        ProfileChoice choice = ProfileChoice.of(sources, ofPlatform ? ProfileChoice.PLATFORM : null, tree != null);
        List<MapNode> trees = Sources.present(request.administrator().defaults(), tree, request.arguments());
        return checked(trees, ofPlatform ? null : tree, choice);
    }

    @CheckForNull
    private MapNode ofPlatform(Path path) {
        Sources arguments = new Sources(request.administrator().defaults(), null, null, request.arguments());
        String name = request.root().relativize(path).toString().replace('\\', '/');
        return platform.readOnly(name, wanted(arguments));
    }

    private Loaded checked(List<MapNode> trees, @CheckForNull MapNode file, ProfileChoice choice) {
        ScalarNode shell = Sources.strongest(trees, "defaults", "shell");
        ScriptFiles scripts = new ScriptFiles(request.root(), shell == null ? null : shell.text());
        DefinitionParser parser = new DefinitionParser(choice.checked(), scripts);
        List<MapNode> canonical = new ArrayList<>();
        for (MapNode tree : trees) {
            MapNode named = choice.certain() ? EventNames.canonical(tree, choice.profile(), problems) : tree;
            parser.read(named, tree == file ? DefinitionParser.Part.FILE : DefinitionParser.Part.SOURCE, problems);
            canonical.add(named);
        }
        RepositoryRule.check(request.administrator().repositoryHooks(), canonical, problems);
        MapNode merged = TreeMerge.merge(canonical);
        MapNode all =
                choice.certain() ? new DemandedHooks(request.administrator(), choice.profile()).around(merged) : merged;
        Definition whole = parser.read(all, DefinitionParser.Part.WHOLE, problems);
        SkipNames.check(whole, choice.profile(), problems);
        return new Loaded(problems.hasErrors() ? null : whole, choice.profile(), problems.list(), asked(scripts));
    }
}
