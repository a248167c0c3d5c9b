package io.jenkins.plugins.deployhooks.engine.cache.key;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.cache.content.TreeDigest;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of a hook matters for what it does: its text, the file it names, its interpreter, its variables and its directory.
 * Not how long it may take or what its failure means, since after a failure nothing is archived.
 */
final class HookParts {
    private static final Pattern BLANK = Pattern.compile("\\s");

    private final Path root;

    HookParts(Path root) {
        this.root = root;
    }

    /** Adds each of {@code hooks}, and the order of those that share an event. */
    void add(KeyParts parts, List<PlannedHook> hooks) throws IOException, InterruptedException {
        Map<String, List<String>> orders = new LinkedHashMap<>();
        for (PlannedHook hook : hooks) {
            parts.add("hook " + hook.id(), texts(hook));
            orders.computeIfAbsent(hook.event(), event -> new ArrayList<>())
                    .add(hook.hook().name());
        }
        orders.forEach((event, names) -> {
            if (names.size() > 1) {
                parts.add("order of " + event, names);
            }
        });
    }

    /** Adds the commands of a phase, where there are any. */
    void add(KeyParts parts, String name, @CheckForNull Script body) throws IOException, InterruptedException {
        if (body != null) {
            parts.add(name, texts(body));
        }
    }

    private List<String> texts(PlannedHook hook) throws IOException, InterruptedException {
        HookSettings.Shell shell = hook.settings().shell();
        List<String> texts = texts(hook.hook().script());
        texts.add(String.valueOf(shell.name()));
        texts.add(String.valueOf(shell.errexit()));
        texts.add(String.valueOf(hook.hook().surroundings().dir()));
        new TreeMap<>(hook.hook().surroundings().env()).forEach((name, value) -> {
            texts.add(name);
            texts.add(value);
        });
        return texts;
    }

    private List<String> texts(Script script) throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>(List.of(script.kind().name(), script.text()));
        String word = script.text().strip();
        boolean file = script.kind() == Script.Kind.FILE
                || word.contains("/") && !BLANK.matcher(word).find();
        if (file) {
            texts.add(content(word));
        }
        return texts;
    }

    /** The content of a script file, which the tree does not cover where it is ignored or left out. */
    private String content(String path) throws IOException, InterruptedException {
        try {
            Path relative = root.relativize(root.resolve(path).normalize());
            return relative.startsWith("..")
                    ? ""
                    : new TreeDigest(root, ignored -> false, null)
                            .of(List.of(relative.toString().replace('\\', '/')))
                            .digest();
        } catch (InvalidPathException e) {
            // A command that looks like a path and can be none.
            return "";
        }
    }
}
