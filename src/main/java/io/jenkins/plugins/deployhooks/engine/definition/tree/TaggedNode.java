package io.jenkins.plugins.deployhooks.engine.definition.tree;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;

/**
 * A value with a tag of an application's own, which only the files of platforms may have.
 *
 * @param origin where it was written
 * @param tag the tag: {@code !include}
 * @param value what follows the tag
 */
public record TaggedNode(Origin origin, String tag, Node value) implements Node {
    @Override
    public String kind() {
        return "a value with a tag";
    }
}
