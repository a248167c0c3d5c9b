package io.jenkins.plugins.deployhooks.ui.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A page as the browser tells it to screen readers: what there is, in the order in which it is read. */
final class Reading {
    /** What says nothing by itself, or says again what stands around it. */
    private static final Set<String> MUTE = Set.of("none", "generic", "InlineTextBox", "LineBreak", "rowgroup");

    private final Map<String, JsonNode> nodes = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    /** All nodes of a page, from {@code Accessibility.getFullAXTree}. */
    Reading(JsonNode tree) {
        tree.forEach(node -> nodes.put(node.path("nodeId").asText(), node));
    }

    /**
     * What is read of an element and in it: {@code role: name} each, and {@code (polite)} where a change is told.
     *
     * @param element its id in the browser
     */
    List<String> of(int element) {
        lines.clear();
        nodes.values().stream()
                .filter(node -> node.path("backendDOMNodeId").asInt() == element)
                .findFirst()
                .ifPresent(node -> read(node, ""));
        return List.copyOf(lines);
    }

    private void read(JsonNode node, String around) {
        String role = node.path("role").path("value").asText();
        String name = node.path("name").path("value").asText().strip();
        boolean told = !node.path("ignored").asBoolean() && !MUTE.contains(role);
        // The text of a heading is its name.
        if (told && !(role.equals("StaticText") && (name.isEmpty() || name.equals(around)))) {
            lines.add(role + ": " + name + live(node));
        }
        if (role.equals("link") || role.equals("button")) {
            // Of these the name is read, and nothing that stands in them.
            return;
        }
        for (JsonNode child : node.path("childIds")) {
            JsonNode below = nodes.get(child.asText());
            if (below != null) {
                read(below, told ? name : around);
            }
        }
    }

    /** Whether a change of it is told, and is not that of something around it. */
    private static String live(JsonNode node) {
        String live = "";
        for (JsonNode property : node.path("properties")) {
            String name = property.path("name").asText();
            if (name.equals("live")) {
                live = " (" + property.path("value").path("value").asText() + ")";
            }
        }
        return live;
    }
}
