package io.jenkins.plugins.deployhooks.cli.cache.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Fault;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.util.Locale;
import java.util.Map;

/** Archives as JSON: an archive has the same fields wherever it is shown. */
public final class CacheJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CacheJson() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What {@code cache list} says of an archive; {@code fault} is null where it is sound as far as is known. */
    public static ObjectNode archive(Item item, @CheckForNull Fault fault) {
        ObjectNode node = object().put("id", item.id());
        Entry entry = item.entry();
        if (entry != null) {
            node.put("scope", entry.name().scope()).put("key", entry.name().key());
        }
        node.put("diskBytes", item.file().bytes());
        if (entry != null) {
            number(node, "entries", entry.content().about());
            node.put("created", entry.times().created().toString());
        }
        node.put("lastUsed", item.file().lastUsed().toString());
        if (fault != null) {
            node.put("damaged", fault.damaged()).put("fault", fault.reason());
        }
        return node;
    }

    /** What else {@code cache show} says. */
    public static void manifest(ObjectNode node, Entry entry) {
        Map<String, String> about = entry.content().about();
        node.put("creator", entry.creator()).put("format", about.get("format"));
        number(node, "bytes", about);
        node.put("archiveBytes", entry.content().bytes())
                .put("digest", entry.content().digest());
        ObjectNode parts = node.putObject("keyParts");
        entry.parts().forEach(parts::put);
    }

    /** An entry of an archive. */
    public static ObjectNode file(TarEntry entry) {
        ObjectNode node = object().put(
                        "type", entry.type().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .put("mode", String.format(Locale.ROOT, "%04o", entry.mode()))
                .put("path", entry.name().toString());
        if (entry.type() == EntryType.FILE) {
            node.put("bytes", entry.size());
        } else if (entry.type() != EntryType.DIRECTORY) {
            node.put("target", entry.link().toString());
        }
        return node;
    }

    /** Numbers are what their writer says; where that is none, they are left out. */
    private static void number(ObjectNode node, String name, Map<String, String> about) {
        String text = about.get(name);
        if (text != null && text.matches("\\d{1,18}")) {
            node.put(name, Long.parseLong(text));
        }
    }

    /** {@code node}, indented. */
    public static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }
}
