package io.jenkins.plugins.deployhooks.engine.cache.key;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.content.Globs;
import io.jenkins.plugins.deployhooks.engine.cache.content.TreeDigest;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the keys of builds in one directory. */
public final class BuildKeys {
    private final Path root;
    private final TreeId trees;

    @CheckForNull
    private final Path index;

    /**
     * @param root the root of the app
     * @param trees what version control knows of it
     * @param index the file that remembers what its files were like; null: they are read each time. Not below the root
     */
    public BuildKeys(Path root, TreeId trees, @CheckForNull Path index) {
        this.root = root;
        this.trees = trees;
        this.index = index;
    }

    /**
     * The key of the build that {@code plan} would do.
     *
     * @param plan a plan for a deployment that builds, so that its hooks are those that would run
     * @param env the variables around the deployment, of which a template can name some
     * @param more what decides what a build makes beside tree and definition: texts that are parts of the key, by the names
     *     of these parts for people, none of which is one of ours; a digest of each text gets into the key
     * @throws IOException if a file cannot be read, with a message for people
     */
    public BuildKey of(Definition definition, Plan plan, Map<String, String> env, Map<String, String> more)
            throws IOException, InterruptedException {
        CacheSpec spec = definition.rules().cache();
        KeyParts parts = new KeyParts();
        String tree = tree(definition.excludes());
        parts.add(BuildKey.TREE, tree);
        addTarget(parts, definition.target(), plan.profile());
        Map<String, String> variables = definition.phase(Phase.BUILD).env();
        variables.forEach((name, value) -> parts.add(TemplateValues.VARIABLE + name, name, value));
        HookParts hooks = new HookParts(root);
        hooks.add(parts, "build commands", definition.phase(Phase.BUILD).body());
        hooks.add(parts, buildHooks(plan));
        if (!spec.paths().isEmpty() || !definition.excludes().isEmpty()) {
            parts.add("archived paths", selection(spec.paths(), definition.excludes()));
        }
        more.forEach(parts::addNew);

        Map<String, String> around = new HashMap<>(env);
        around.putAll(variables);
        // Where it goes is no part of a key: one build for all environments. Who builds for each of them names it.
        around.put("DEPLOY_ENVIRONMENT", definition.target().environment());
        TemplateValues values = new TemplateValues(root, parts, around::get, more.keySet());
        List<String> restoreKeys = new ArrayList<>();
        for (String restoreKey : spec.key().restoreKeys()) {
            restoreKeys.add(KeyTemplate.parse(restoreKey).render(values::known));
        }
        String template = spec.key().template();
        String beginning = "";
        if (template != null) {
            parts.add("key template", template);
            beginning = KeyTemplate.parse(template).render(values::declared) + "-";
        }
        return new BuildKey(beginning + whole(parts), restoreKeys, parts.all());
    }

    /** Where the commands of the build run (D17), and what the variables of deployment and platform tell them. */
    private static void addTarget(KeyParts parts, Target target, String profile) {
        parts.add("profile name", profile);
        if (target.app() != null) {
            parts.add("app name", target.app());
        }
        Path folder =
                target.folder() == null ? Path.of("") : Path.of(target.folder()).normalize();
        if (!folder.toString().isEmpty()) {
            parts.add("app folder", folder.toString().replace('\\', '/'));
        }
    }

    private static List<PlannedHook> buildHooks(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.section() == Section.BUILD
                        && step.hook() != null
                        && step.choice().decision().run())
                .map(PlannedStep::hook)
                .toList();
    }

    private static List<String> selection(List<String> paths, List<String> excludes) {
        List<String> texts = new ArrayList<>(paths.stream().sorted().toList());
        texts.add("");
        texts.addAll(excludes.stream().sorted().toList());
        return texts;
    }

    private static String whole(KeyParts parts) {
        List<String> texts = new ArrayList<>();
        parts.all().forEach((name, digest) -> {
            texts.add(name);
            texts.add(digest);
        });
        return KeyParts.digest(texts);
    }

    private String tree(List<String> excluded) throws IOException, InterruptedException {
        Globs excludes = new Globs(excluded);
        TreeId.Checkout checkout = trees.of(root);
        if (checkout == null) {
            return "files:" + new TreeDigest(root, excludes, index).ofAll().digest();
        }
        List<String> changes = checkout.changes().stream()
                .filter(path -> !excludes.covers(path))
                .toList();
        String changed = changes.isEmpty()
                ? ""
                : "+" + new TreeDigest(root, excludes, null).of(changes).digest();
        return "git:" + checkout.tree() + changed;
    }
}
