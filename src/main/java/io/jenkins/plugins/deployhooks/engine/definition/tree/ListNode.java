package io.jenkins.plugins.deployhooks.engine.definition.tree;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.List;

/**
 * Values in an order.
 *
 * @param origin where the list begins
 * @param items the values
 */
public record ListNode(Origin origin, List<Node> items) implements Node {
    public ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String kind() {
        return "a list";
    }
}
