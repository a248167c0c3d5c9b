package io.jenkins.plugins.deployhooks.engine.definition.yaml;

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
import org.snakeyaml.engine.v2.common.Anchor;

/** A list or mapping whose end has not come yet. */
abstract class YamlFrame {
    private final Begin begin;

    /**
     * How it begins.
     *
     * @param origin where
     * @param anchor its name; null: it has none
     * @param tag its tag; null: it has none of an application's own
     * @param before how many nodes there were, this one included
     */
    record Begin(
            Origin origin,
            @CheckForNull Anchor anchor,
            @CheckForNull String tag,
            int before) {}

    YamlFrame(Begin begin) {
        this.begin = begin;
    }

    Begin begin() {
        return begin;
    }

    abstract void add(Node node, Problems problems);

    abstract Node end();

    static final class OfList extends YamlFrame {
        private final List<Node> items = new ArrayList<>();

        OfList(Begin begin) {
            super(begin);
        }

        @Override
        void add(Node node, Problems problems) {
            items.add(node);
        }

        @Override
        Node end() {
            return new ListNode(begin().origin(), items);
        }
    }

    static final class OfMap extends YamlFrame {
        private final Map<String, MapNode.Entry> entries = new LinkedHashMap<>();

        @CheckForNull
        private Node key;

        OfMap(Begin begin) {
            super(begin);
        }

        @Override
        void add(Node node, Problems problems) {
            Node name = key;
            if (name == null) {
                key = node;
                return;
            }
            key = null;
            if (name instanceof ScalarNode scalar) {
                put(scalar, node, problems);
            } else {
                problems.error(name.origin(), "a key that is " + name.kind(), "keys are single words", null);
            }
        }

        private void put(ScalarNode name, Node node, Problems problems) {
            MapNode.Entry first = entries.putIfAbsent(name.text(), new MapNode.Entry(name.origin(), node));
            if (first != null) {
                String what = "the key " + Quoted.of(name.text()) + " a second time";
                problems.error(
                        name.origin(), what, "line " + first.key().line() + " has it already", "remove one of them");
            }
        }

        @Override
        Node end() {
            return new MapNode(begin().origin(), entries);
        }
    }
}
