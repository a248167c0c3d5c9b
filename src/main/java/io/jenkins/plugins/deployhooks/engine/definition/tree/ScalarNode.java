package io.jenkins.plugins.deployhooks.engine.definition.tree;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import java.util.Set;

/**
 * A single value.
 *
 * @param origin where it was written
 * @param text as written, without quotes
 * @param style whether {@code true}, {@code 90} and the like can be more than text
 */
public record ScalarNode(Origin origin, String text, Style style) implements Node {
    /** How a scalar was written. */
    public enum Style {
        /** Without quotes: {@code true} is a boolean, {@code 90} a number. */
        PLAIN,
        /** In quotes, as a block, or from a source that knows texts only: always text. */
        TEXT
    }

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** A text from a source that knows texts only. */
    public static ScalarNode text(Origin origin, String text) {
        return new ScalarNode(origin, text, Style.TEXT);
    }

    /** A number or boolean, as YAML would write it. */
    public static ScalarNode plain(Origin origin, Object value) {
        return new ScalarNode(origin, String.valueOf(value), Style.PLAIN);
    }

    /** Whether nothing was written, or {@code null}. */
    public boolean isNull() {
        return style == Style.PLAIN && NULLS.contains(text);
    }

    @Override
    public String kind() {
        return isNull() ? "empty" : "a single value";
    }
}
