package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.util.Objects;

/**
 * One app of a platform's files.
 *
 * @param name as the platform knows it; null: it has none
 * @param body what is said of it
 * @param file where that is written, relative to the root of the repository
 */
record App(@CheckForNull Node name, MapNode body, String file) {
    /** Its name as a text; empty: it has none. */
    String label() {
        return name instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : "";
    }

    /** Where it lives, relative to the root and empty for the root itself; null: outside of the repository. */
    @CheckForNull
    String home() {
        String said = body.find("source", "root") instanceof ScalarNode root && !root.isNull() ? root.text() : "";
        if (!said.isBlank()) {
            return RepositoryTexts.inside("", said.strip().replaceFirst("^/+", ""));
        }
        String directory = Includes.directory(file);
        return Objects.equals(file, path(directory)) ? directory : "";
    }

    /** The path of the file of an app that lives in {@code directory}. */
    static String path(String directory) {
        return directory.isEmpty() ? PlatformFiles.APP : directory + "/" + PlatformFiles.APP;
    }
}
