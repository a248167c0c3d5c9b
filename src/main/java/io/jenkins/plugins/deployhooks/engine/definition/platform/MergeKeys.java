package io.jenkins.plugins.deployhooks.engine.definition.platform;

import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TaggedNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The merge keys of YAML 1.1, which the platform knows: {@code <<: *other} stands for what is in the other mapping. */
final class MergeKeys {
    private static final String KEY = "<<";

    private final Problems problems;

    private MergeKeys(Problems problems) {
        this.problems = problems;
    }

    /** {@code node} with all of them carried out. A key that is written wins over one that is merged. */
    static Node merged(Node node, Problems problems) {
        return new MergeKeys(problems).merged(node);
    }

    private Node merged(Node node) {
        if (node instanceof ListNode list) {
            return new ListNode(
                    list.origin(), list.items().stream().map(this::merged).toList());
        }
        if (node instanceof TaggedNode tagged) {
            return new TaggedNode(tagged.origin(), tagged.tag(), merged(tagged.value()));
        }
        return node instanceof MapNode map ? merged(map) : node;
    }

    private MapNode merged(MapNode map) {
        Map<String, MapNode.Entry> entries = new LinkedHashMap<>();
        map.entries().forEach((key, entry) -> {
            if (!key.equals(KEY)) {
                entries.put(key, new MapNode.Entry(entry.key(), merged(entry.value())));
            }
        });
        MapNode.Entry merge = map.entries().get(KEY);
        if (merge != null) {
            for (MapNode source : sources(merge)) {
                source.entries().forEach(entries::putIfAbsent);
            }
        }
        return new MapNode(map.origin(), entries);
    }

    /** The mappings that are merged; of two with the same key the first counts. */
    private List<MapNode> sources(MapNode.Entry merge) {
        List<Node> nodes = merge.value() instanceof ListNode list ? list.items() : List.of(merge.value());
        List<MapNode> sources = new ArrayList<>();
        for (Node node : nodes) {
            if (merged(node) instanceof MapNode source) {
                sources.add(source);
            } else {
                problems.error(
                        node.origin(), "the merged value is " + node.kind(), "only mappings can be merged", null);
            }
        }
        return sources;
    }
}
