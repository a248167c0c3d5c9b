package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TaggedNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tag {@code !include}: a file of the repository that stands for a value, as {@code type: yaml}, the default, or as
 * {@code type: string}. Its path is relative to the app, or else to the file that has the tag, or else to the root.
 */
final class Includes {
    private static final String TAG = "!include";
    private static final String YAML = "yaml";
    private static final String STRING = "string";
    private static final int DEEPEST = 10;

    private final RepositoryTexts texts;
    private final List<String> directories;

    /** @param directories where paths are tried, the first first */
    Includes(RepositoryTexts texts, List<String> directories) {
        this.texts = texts;
        this.directories = List.copyOf(directories);
    }

    /** What {@code node} stands for, itself where it has no tag; null after an error. */
    @CheckForNull
    Node resolved(Node node) {
        return resolved(node, 0);
    }

    @CheckForNull
    private Node resolved(Node node, int depth) {
        if (!(node instanceof TaggedNode tagged)) {
            return node;
        }
        if (!tagged.tag().equals(TAG)) {
            fault(tagged, "the tag " + Quoted.of(tagged.tag()), "here only " + TAG + " has a meaning", null);
            return null;
        }
        if (depth == DEEPEST) {
            fault(tagged, "files that include each other", "deeper than " + DEEPEST + " levels", null);
            return null;
        }
        String type = tagged.value() instanceof MapNode map ? text(map.get("type"), YAML) : YAML;
        String path = tagged.value() instanceof MapNode map ? text(map.get("path"), "") : text(tagged.value(), "");
        if (path.isBlank()) {
            fault(tagged, TAG + " without a path", "", "write path: and a file of the repository");
            return null;
        }
        if (!type.equals(YAML) && !type.equals(STRING)) {
            fault(tagged, TAG + " of type " + Quoted.of(type), "hooks are made of string and yaml", null);
            return null;
        }
        String file = file(tagged, path.strip());
        if (file == null) {
            return null;
        }
        return type.equals(STRING) ? texts.text(file) : included(file, depth);
    }

    /** What the file stands for; paths in it may be relative to it. */
    @CheckForNull
    private Node included(String file, int depth) {
        Node node = texts.yaml(file);
        return node == null ? null : new Includes(texts, with(directory(file))).resolved(node, depth + 1);
    }

    private List<String> with(String directory) {
        List<String> all = new ArrayList<>(directories);
        all.add(directory);
        return all;
    }

    @CheckForNull
    private String file(TaggedNode tagged, String path) {
        Set<String> candidates = new LinkedHashSet<>();
        for (String directory : directories) {
            String candidate = RepositoryTexts.inside(directory, path);
            if (candidate != null && !candidate.isEmpty()) {
                candidates.add(candidate);
            }
        }
        if (candidates.isEmpty()) {
            fault(tagged, "the included path " + Quoted.of(path), "it is outside of the repository", null);
            return null;
        }
        String found = null;
        for (String candidate : candidates) {
            // Each one is asked for, so that all of them are known to whoever has a copy of some files.
            boolean there = texts.exists(candidate);
            found = found == null && there ? candidate : found;
        }
        if (found == null) {
            fault(
                    tagged,
                    "the included file " + Quoted.of(path),
                    "there is no " + String.join(" and no ", candidates),
                    null);
        } else {
            texts.include(found);
        }
        return found;
    }

    /** The directory of {@code file}, relative to the root; empty: the root itself. */
    static String directory(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "" : file.substring(0, slash);
    }

    private static String text(@CheckForNull Node node, String otherwise) {
        return node instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : otherwise;
    }

    private void fault(TaggedNode tagged, String what, String why, @CheckForNull String suggestion) {
        texts.problems().error(tagged.origin(), what, why, suggestion);
    }
}
