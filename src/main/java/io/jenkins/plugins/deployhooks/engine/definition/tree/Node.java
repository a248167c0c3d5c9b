package io.jenkins.plugins.deployhooks.engine.definition.tree;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;

/** A value as a source wrote it, not yet understood. */
public sealed interface Node permits ScalarNode, ListNode, MapNode, TaggedNode {
    /** Where it was written. */
    Origin origin();

    /** What it is, for messages: {@code a text}, {@code a list}. */
    String kind();
}
