package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.util.ArrayList;
import java.util.List;

/** Collects the apps of a platform's files. */
final class Apps {
    private static final String APPLICATIONS = "applications";

    private final RepositoryTexts texts;
    private final List<App> found = new ArrayList<>();

    Apps(RepositoryTexts texts) {
        this.texts = texts;
    }

    List<App> found() {
        return found;
    }

    /** The apps of a file of Upsun: those below {@code applications}. Of the same app in two files the later one counts. */
    void ofUpsun(String file) {
        if (!(texts.yaml(file) instanceof MapNode root)) {
            return;
        }
        if (root.get(APPLICATIONS) instanceof MapNode apps) {
            apps.entries().forEach((name, entry) -> named(name, entry, file));
        }
    }

    /** The apps of a file that has many: a list of apps with names, or a mapping of names to apps. */
    void ofMany(String file) {
        Node root = texts.yaml(file);
        if (root instanceof ListNode list) {
            list.items().forEach(item -> nameless(item, file));
        } else if (root instanceof MapNode map) {
            map.entries().forEach((name, entry) -> named(name, entry, file));
        } else if (root != null) {
            texts.problems().error(root.origin(), "the file is " + root.kind(), "it has to list apps", null);
        }
    }

    /** The app of a file that has one. */
    void ofOne(String file) {
        Node root = texts.yaml(file);
        if (root != null) {
            nameless(root, file);
        }
    }

    private void named(String name, MapNode.Entry entry, String file) {
        // The platform itself passes over keys with a dot in front: they hold what aliases stand for.
        if (name.startsWith(".")) {
            return;
        }
        MapNode body = body(entry.value(), file);
        if (body != null) {
            add(new App(ScalarNode.text(entry.key(), name), body, file));
        }
    }

    private void nameless(Node node, String file) {
        MapNode body = body(node, file);
        if (body != null) {
            add(new App(body.get("name"), body, file));
        }
    }

    @CheckForNull
    private MapNode body(Node node, String file) {
        Node resolved = new Includes(texts, List.of(Includes.directory(file), "")).resolved(node);
        if (resolved == null || resolved instanceof MapNode) {
            return (MapNode) resolved;
        }
        String why = "an app is a mapping of keys such as hooks";
        texts.problems().error(resolved.origin(), "the app is " + resolved.kind(), why, null);
        return null;
    }

    private void add(App app) {
        String name = app.label();
        App before = found.stream()
                .filter(other -> !name.isEmpty() && other.label().equals(name))
                .findFirst()
                .orElse(null);
        if (before != null) {
            Origin origin = app.body().origin();
            String why = before.file() + " has it as well, and the later one counts";
            texts.problems().warning(origin, "the app " + Quoted.of(name) + " a second time", why, "remove one");
            found.remove(before);
        }
        found.add(app);
    }
}
