package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.profile.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The scripts of hooks that run also where nothing is built: they belong into the archive, whatever its paths are (D3). */
final class NeededScripts {
    private NeededScripts() {}

    /** The scripts of {@code plan} below {@code root}, with slashes, and the hook that needs each. */
    static Map<String, String> of(Plan plan, Path root) {
        Map<String, String> scripts = new TreeMap<>();
        for (PlannedStep step : plan.steps()) {
            if (step.hook() != null && step.hook().standing().place() != Place.AFTER_BUILD) {
                String path = path(step.hook().hook().script(), root);
                if (!path.isEmpty()) {
                    scripts.putIfAbsent(path, step.id());
                }
            }
        }
        return scripts;
    }

    /** Whether {@code path} is one of {@code paths}, or below one. */
    static boolean isCovered(String path, Iterable<String> paths) {
        for (String each : paths) {
            Path other = Path.of(each).normalize();
            if (other.toString().isEmpty() || Path.of(path).startsWith(other)) {
                return true;
            }
        }
        return false;
    }

    /** The file that a script is, or begins with; empty: none of the repository. */
    private static String path(Script script, Path root) {
        String text = script.text().strip();
        String word = script.kind() == Script.Kind.FILE ? text : text.split("\\s", 2)[0];
        if (script.kind() == Script.Kind.COMMAND && !word.contains("/")) {
            return "";
        }
        try {
            Path file = root.resolve(word).normalize();
            return file.startsWith(root) && !file.equals(root) && Files.isRegularFile(file)
                    ? root.relativize(file).toString().replace('\\', '/')
                    : "";
        } catch (InvalidPathException e) {
            // A command that looks like a path and can be none.
            return "";
        }
    }
}
