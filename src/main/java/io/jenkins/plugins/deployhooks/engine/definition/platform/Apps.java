package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects the apps of a platform's files. */
final class Apps {
    private static final String APPLICATIONS = "applications";

    /** What the platform knows at the top level of its files. */
    private static final List<String> TOP = List.of(APPLICATIONS, "routes", "services");

    private static final int MOST_NAMED = 5;

    private final RepositoryTexts texts;
    private final List<App> found = new ArrayList<>();
    private final List<String> looked = new ArrayList<>();
    private final Map<String, UnusedKeys> unused = new LinkedHashMap<>();
    private final Map<String, Node> notUsed = new LinkedHashMap<>();

    Apps(RepositoryTexts texts) {
        this.texts = texts;
    }

    List<App> found() {
        return found;
    }

    /** The apps of a file of Upsun: those below {@code applications}. Of the same app in two files the later one counts. */
    void ofUpsun(String file) {
        looked.add(file);
        Node root = resolved(texts.yaml(file), file);
        if (!(root instanceof MapNode map)) {
            if (root != null) {
                notUsed.put(file, root);
            }
            return;
        }
        unused.put(file, new UnusedKeys(List.of(APPLICATIONS)).in("", map, TOP));
        Node apps = resolved(map.get(APPLICATIONS), file);
        if (apps instanceof MapNode all) {
            all.entries().forEach((name, entry) -> named(name, entry, file));
        } else if (apps != null) {
            String why = "it has to be a mapping of names to apps";
            texts.problems().error(apps.origin(), APPLICATIONS + " is " + apps.kind(), why, null);
        }
    }

    /** What {@code node} stands for; null: nothing, or after an error. */
    @CheckForNull
    private Node resolved(@CheckForNull Node node, String file) {
        Node resolved = node == null ? null : includes(file).resolved(node);
        return resolved instanceof ScalarNode scalar && scalar.isNull() ? null : resolved;
    }

    private Includes includes(String file) {
        return new Includes(texts, List.of(Includes.directory(file), ""));
    }

    /** The apps of a file that has many: a list of apps with names, or a mapping of names to apps. */
    void ofMany(String file) {
        looked.add(file);
        Node root = resolved(texts.yaml(file), file);
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
        looked.add(file);
        Node root = resolved(texts.yaml(file), file);
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
        Node resolved = includes(file).resolved(node);
        if (resolved == null || resolved instanceof MapNode) {
            return (MapNode) resolved;
        }
        String why = "an app is a mapping of keys such as hooks";
        texts.problems().error(resolved.origin(), "the app is " + resolved.kind(), why, null);
        return null;
    }

    /**
     * Tells what of the files of Upsun is not used, but for those that another file includes, and where no app was found.
     * Said when all is read that is included: a file may be a part of another one.
     */
    void tell() {
        Problems problems = texts.problems();
        if (found.isEmpty() && !looked.isEmpty() && !problems.hasErrors() && !misspelled()) {
            String where = looked.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
            String why = "looked in " + where + (looked.size() > MOST_NAMED ? ", …" : "");
            problems.warning(RepositoryTexts.origin(looked.get(0)).at(1, 1), "no app was found", why, null);
        }
        unused.forEach((file, keys) -> {
            if (!texts.isIncluded(file)) {
                keys.tell(problems, "of a file in " + PlatformFiles.UPSUN + " only applications means something here");
            }
        });
        notUsed.forEach((file, root) -> {
            if (!texts.isIncluded(file)) {
                String why = "a file in " + PlatformFiles.UPSUN + " is a mapping with applications";
                problems.warning(root.origin(), "not used: the file is " + root.kind(), why, null);
            }
        });
    }

    /** Where there is no app, a key that nearly says that there are some is no key of somebody else's. */
    private boolean misspelled() {
        boolean told = false;
        for (UnusedKeys keys : unused.values()) {
            Map.Entry<String, Origin> near = keys.near(APPLICATIONS);
            if (near != null) {
                String suggestion = "did you mean " + APPLICATIONS + "?";
                texts.problems()
                        .error(near.getValue(), "the key " + Quoted.of(near.getKey()), "no app was found", suggestion);
                told = true;
            }
        }
        return told;
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
