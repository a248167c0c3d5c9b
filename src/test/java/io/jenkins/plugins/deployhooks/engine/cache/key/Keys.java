package io.jenkins.plugins.deployhooks.engine.cache.key;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Keys of definitions as text; the definition is no part of the tree, so that nothing but its meaning counts. */
public final class Keys {
    private final Path definitions;
    private final Path root;
    private TreeId trees = directory -> new TreeId.Checkout("0123", java.util.List.of());
    private final Map<String, String> env = new HashMap<>();
    private final Map<String, String> parts = new HashMap<>();

    @CheckForNull
    private Path index;

    /** Keys for the app in {@code root}; {@code definitions} holds the files that are read. */
    public Keys(Path definitions, Path root) {
        this.definitions = definitions;
        this.root = root;
    }

    /** What version control answers; at first: a clean checkout. */
    public Keys trees(TreeId answer) {
        trees = answer;
        return this;
    }

    /** Remembers files in {@code file}. */
    public Keys index(Path file) {
        index = file;
        return this;
    }

    /** A variable around the deployment. */
    public Keys env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** What an adapter adds to the key. */
    public Keys part(String name, String text) {
        parts.put(name, text);
        return this;
    }

    /** The definition {@code yaml} without its version. */
    public Loaded load(String yaml) throws IOException {
        Files.writeString(definitions.resolve("deploy-hooks.yml"), "version: 1\n" + yaml);
        Loaded loaded = DefinitionLoader.load(Request.of(definitions, Map.of()));
        if (!loaded.isValid()) {
            throw new IllegalArgumentException(loaded.problems().toString());
        }
        return loaded;
    }

    /** Makes keys. */
    public BuildKeys keys() {
        return new BuildKeys(root, trees, index);
    }

    /** The key of the definition {@code yaml}. */
    public BuildKey key(String yaml) throws Exception {
        Loaded loaded = load(yaml);
        return keys().of(loaded.definition(), plan(loaded), env, parts);
    }

    /** The run-time parts of the definition {@code yaml}. */
    public Map<String, String> runParts(String yaml) throws Exception {
        Loaded loaded = load(yaml);
        return new RunParts(root, loaded.profile()).of(loaded.definition(), plan(loaded));
    }

    private static Plan plan(Loaded loaded) {
        Facts.Archive miss = new Facts.Archive(Facts.Archive.State.MISS, "miss", null);
        return Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE.with(miss));
    }
}
