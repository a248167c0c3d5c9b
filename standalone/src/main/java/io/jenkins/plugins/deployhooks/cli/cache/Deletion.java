package io.jenkins.plugins.deployhooks.cli.cache;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployhooks.cli.cache.text.CacheJson;
import io.jenkins.plugins.deployhooks.cli.cache.text.Words;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Deletes archives one by one and remembers what came of it: one that stays keeps none of the others. */
final class Deletion {
    private final Inventory inventory;
    private final OutputOptions output;
    private final CommandLine line;
    private final List<Item> deleted = new ArrayList<>();
    private final Map<Item, String> kept = new LinkedHashMap<>();

    Deletion(Inventory inventory, OutputOptions output, CommandLine line) {
        this.inventory = inventory;
        this.output = output;
        this.line = line;
    }

    /** Deletes {@code items}, and waits {@code patience} all in all for others who use them. */
    void delete(List<Item> items, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Item item : items) {
            String why = delete(item, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (why.isEmpty()) {
                deleted.add(item);
            } else {
                kept.put(item, why);
            }
        }
    }

    private String delete(Item item, Duration patience) throws InterruptedException {
        try {
            return switch (inventory.remove(item, patience)) {
                case REMOVED -> "";
                case IN_USE -> "a deployment is using it; try again when that has ended, or wait longer with --wait";
                // Somebody else removed it: what was asked for has happened.
                case CHANGED -> inventory.find(item.id()) == null ? "" : "it was made anew meanwhile";
            };
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Says what was deleted and what was not; answers whether all was. */
    boolean tell() {
        if (output.isJson()) {
            line.getOut().println(CacheJson.text(json()));
        } else {
            deleted.forEach(item -> line.getOut()
                    .println("deleted " + Words.of(item) + ", "
                            + Words.bytes(item.file().bytes())));
            line.getOut().println(Words.archives(deleted.size()) + " deleted, " + Words.bytes(freed()) + " freed");
        }
        kept.forEach((item, why) ->
                line.getErr().println(output.errorStyle().bad("error: " + Words.of(item) + " stays: " + why)));
        return kept.isEmpty();
    }

    private ObjectNode json() {
        ObjectNode node = CacheJson.object();
        ArrayNode gone = node.putArray("deleted");
        deleted.forEach(item -> gone.add(CacheJson.archive(item, item.fault())));
        ArrayNode stays = node.putArray("kept");
        kept.forEach(
                (item, why) -> stays.add(CacheJson.archive(item, item.fault()).put("reason", why)));
        return node.put("freedBytes", freed());
    }

    private long freed() {
        return deleted.stream().mapToLong(item -> item.file().bytes()).sum();
    }
}
