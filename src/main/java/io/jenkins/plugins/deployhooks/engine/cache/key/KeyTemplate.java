package io.jenkins.plugins.deployhooks.engine.cache.key;

import io.jenkins.plugins.deployhooks.engine.definition.KeyPlaceholder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The template of a key, taken apart. */
public final class KeyTemplate {
    private final List<Object> pieces = new ArrayList<>();

    private KeyTemplate() {}

    /** Says what a placeholder stands for. */
    @FunctionalInterface
    public interface Values {
        /** The value, which is no secret. */
        String of(KeyPlaceholder placeholder) throws IOException, InterruptedException;
    }

    /**
     * Takes a template apart.
     *
     * @throws IllegalArgumentException if it is not valid; definitions hold valid ones only
     */
    public static KeyTemplate parse(String text) {
        KeyTemplate template = new KeyTemplate();
        int from = 0;
        for (int start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", from)) {
            int end = text.indexOf("}}", start);
            KeyPlaceholder placeholder = end < 0
                    ? null
                    : KeyPlaceholder.parse(text.substring(start + 2, end).trim());
            if (placeholder == null) {
                throw new IllegalArgumentException("no template of a key: " + text);
            }
            template.literal(text.substring(from, start));
            template.pieces.add(placeholder);
            from = end + 2;
        }
        template.literal(text.substring(from));
        return template;
    }

    private void literal(String text) {
        if (text.contains("}}")) {
            throw new IllegalArgumentException("no template of a key: " + text);
        }
        if (!text.isEmpty()) {
            pieces.add(text);
        }
    }

    /** The placeholders, in their order. */
    public List<KeyPlaceholder> placeholders() {
        return pieces.stream()
                .filter(KeyPlaceholder.class::isInstance)
                .map(KeyPlaceholder.class::cast)
                .toList();
    }

    /** The text with each placeholder replaced. */
    public String render(Values values) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Object piece : pieces) {
            text.append(piece instanceof KeyPlaceholder placeholder ? values.of(placeholder) : piece);
        }
        return text.toString();
    }
}
