package io.jenkins.plugins.deployhooks.engine.definition.platform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a platform's app means here: its name, folder, hooks, variables, mounts and workers. */
final class AppTranslation {
    private static final String HOOKS = "hooks";
    private static final String VARIABLES = "variables";
    private static final String MOUNTS = "mounts";
    private static final String WORKERS = "workers";
    private static final List<String> USED = List.of("name", "source", HOOKS, VARIABLES, MOUNTS, WORKERS);
    private static final List<String> OF_WORKER = List.of(VARIABLES, MOUNTS);

    private final App app;
    private final Problems problems;
    private final Includes includes;

    @CheckForNull
    private final String home;

    AppTranslation(App app, RepositoryTexts texts) {
        this.app = app;
        this.problems = texts.problems();
        this.home = app.home();
        this.includes = new Includes(texts, List.of(home == null ? "" : home, Includes.directory(app.file()), ""));
    }

    /** The tree of a definition; {@code instance} is the worker that is deployed, null where it is none. */
    MapNode translated(@CheckForNull String instance) {
        MapNode body = app.body();
        TreeBuilder definition = new TreeBuilder(body.origin());
        if (app.name() != null) {
            definition.put(app.name(), "app");
        }
        folder(definition);
        Node hooks = part(body, HOOKS);
        if (hooks != null) {
            definition.put(hooks instanceof MapNode map ? texts(map) : hooks, HOOKS);
        }
        MapNode worker = workers(definition, instance);
        variables(definition, body, worker);
        Node mounts = worker == null || worker.get(MOUNTS) == null ? part(body, MOUNTS) : part(worker, MOUNTS);
        if (mounts instanceof MapNode map) {
            definition.put(new ListNode(map.origin(), paths(map)), MOUNTS);
        }
        tellUnused(body);
        return definition.build();
    }

    private void folder(TreeBuilder definition) {
        Node root = app.body().find("source", "root");
        Origin origin = root == null ? app.body().origin() : root.origin();
        if (home == null) {
            problems.error(origin, "source.root", "it is outside of the repository", null);
        } else if (!home.isEmpty()) {
            definition.put(ScalarNode.text(origin, home), "folder");
        }
    }

    /** What {@code key} stands for; null: nothing. */
    @CheckForNull
    private Node part(MapNode map, String key) {
        Node node = map.get(key);
        Node resolved = node == null ? null : includes.resolved(node);
        return resolved == null || isNothing(resolved) ? null : resolved;
    }

    /** Hooks are single texts there; anything else is a problem of its own rather than a guess. */
    private MapNode texts(MapNode hooks) {
        Map<String, MapNode.Entry> texts = new LinkedHashMap<>();
        hooks.entries().forEach((event, entry) -> {
            Node value = isHidden(event) ? null : part(hooks, event);
            if (value instanceof MapNode || value instanceof ListNode) {
                String why = "in the files of the platform a hook is a text";
                problems.error(
                        value.origin(), "the hook is " + value.kind(), why, "write it as a block: " + event + ": |");
            } else if (value != null) {
                texts.put(event, new MapNode.Entry(entry.key(), value));
            }
        });
        return new MapNode(hooks.origin(), texts);
    }

    /** Notes the names of the workers; returns what is said of the one that is deployed. */
    @CheckForNull
    private MapNode workers(TreeBuilder definition, @CheckForNull String instance) {
        if (!(part(app.body(), WORKERS) instanceof MapNode workers)) {
            return null;
        }
        workers.entries().forEach((name, entry) -> {
            if (!isHidden(name)) {
                definition.add(ScalarNode.text(entry.key(), name), WORKERS);
            }
        });
        return instance != null && part(workers, instance) instanceof MapNode worker ? worker : null;
    }

    /** Both phases see the app's variables; a worker may say others for what runs. */
    private void variables(TreeBuilder definition, MapNode body, @CheckForNull MapNode worker) {
        MapNode own = env(body);
        if (own != null) {
            definition.put(own, "env", "build").put(own, "env", "run");
        }
        MapNode other = worker == null ? null : env(worker);
        if (other != null) {
            definition.put(other, "env", "run");
        }
    }

    @CheckForNull
    private MapNode env(MapNode of) {
        Node env = part(of, VARIABLES) instanceof MapNode variables ? part(variables, "env") : null;
        if (!(env instanceof MapNode map)) {
            return null;
        }
        Map<String, MapNode.Entry> texts = new LinkedHashMap<>();
        map.entries().forEach((name, entry) -> {
            Node value = isHidden(name) ? null : includes.resolved(entry.value());
            if (value != null && !(value instanceof ScalarNode scalar && scalar.isNull())) {
                Node text = value instanceof ScalarNode ? value : ScalarNode.text(value.origin(), NodeJson.of(value));
                texts.put(name, new MapNode.Entry(entry.key(), text));
            }
        });
        return new MapNode(map.origin(), texts);
    }

    /** The directories, relative to where the app lives; a slash in front means the same. */
    private static List<Node> paths(MapNode mounts) {
        return mounts.entries().entrySet().stream()
                .filter(mount -> !isHidden(mount.getKey()))
                .map(mount -> (Node) ScalarNode.text(
                        mount.getValue().key(), mount.getKey().strip().replaceAll("^/+|/+$", "")))
                .toList();
    }

    private void tellUnused(MapNode body) {
        UnusedKeys unused = new UnusedKeys(USED)
                .in("", body, USED)
                .in("source.", map(body.get("source")), List.of("root"))
                .in("variables.", map(body.get(VARIABLES)), List.of("env"));
        MapNode workers = map(body.get(WORKERS));
        if (workers != null) {
            workers.entries().forEach((name, entry) -> {
                MapNode worker = isHidden(name) ? null : map(entry.value());
                unused.in("workers.*.", worker, OF_WORKER);
                unused.in("workers.*.variables.", worker == null ? null : map(worker.get(VARIABLES)), List.of("env"));
            });
        }
        unused.tell(
                problems,
                "of an app only name, source.root, hooks, variables.env, mounts and workers mean something here");
    }

    /** {@code node} as it stands there: what is included for nothing else is not read to tell that it is not used. */
    @CheckForNull
    private static MapNode map(@CheckForNull Node node) {
        return node instanceof MapNode map ? map : null;
    }

    /** The platform passes over keys with a dot in front. */
    private static boolean isHidden(String key) {
        return key.startsWith(".");
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.isNull() || scalar.text().isBlank());
    }
}
