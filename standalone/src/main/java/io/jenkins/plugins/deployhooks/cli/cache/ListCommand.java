package io.jenkins.plugins.deployhooks.cli.cache;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployhooks.cli.cache.text.CacheJson;
import io.jenkins.plugins.deployhooks.cli.cache.text.Words;
import io.jenkins.plugins.deployhooks.cli.console.Style;
import io.jenkins.plugins.deployhooks.cli.options.CacheOptions;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks cache list}: what is kept. */
@Command(
        name = "list",
        description = "Lists what is kept, the most recently used first. Changes nothing; times are UTC.")
final class ListCommand implements Callable<Integer> {
    private static final String ROW = "%-12s  %9s  %9s  %-16s  %-16s  %s";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        Path root = cache.directory().root();
        Stock stock = new Stock(cache.directory().archives(), spec.commandLine());
        if (output.isJson()) {
            spec.commandLine().getOut().println(CacheJson.text(json(root, stock)));
        } else {
            lines(root, stock, output.style()).forEach(spec.commandLine().getOut()::println);
        }
        return output.written(ExitCode.SUCCESS, spec.commandLine());
    }

    private static ObjectNode json(Path root, Stock stock) {
        ObjectNode node = CacheJson.object().put("directory", root.toString());
        ArrayNode archives = node.putArray("archives");
        stock.items().forEach(item -> archives.add(CacheJson.archive(item, item.fault())));
        ArrayNode foreign = node.putArray("foreign");
        stock.foreign().forEach(foreign::add);
        node.putObject("total").put("archives", stock.items().size()).put("diskBytes", bytes(stock));
        return node;
    }

    private static List<String> lines(Path root, Stock stock, Style style) {
        List<String> lines = new ArrayList<>();
        if (stock.items().isEmpty()) {
            lines.add("no archives in " + root);
        } else {
            lines.add(style.bold(
                    String.format(Locale.ROOT, ROW, "ID", "SIZE", "ENTRIES", "CREATED", "LAST USE", "SCOPE: KEY")));
            stock.items().forEach(item -> lines.add(line(item, style)));
            lines.add("");
            lines.add(Words.archives(stock.items().size()) + ", " + Words.bytes(bytes(stock)) + ", in " + root);
        }
        long damaged =
                stock.items().stream().filter(item -> item.fault() != null).count();
        if (damaged > 0) {
            lines.add(style.bad(
                    damaged + " cannot be used; 'deploy-hooks cache verify --delete' removes what is damaged"));
        }
        if (!stock.foreign().isEmpty()) {
            lines.add(style.warning("no archives, but in their place: "
                    + Words.plain(String.join(", ", stock.foreign()))
                    + "; the next deployment removes what is not its own"));
        }
        return lines;
    }

    private static String line(Item item, Style style) {
        Entry entry = item.entry();
        String what = entry == null
                ? ""
                : Words.plain(entry.name().scope()) + ": "
                        + Words.plain(entry.name().key());
        String fault = item.fault() == null ? "" : Words.fault(item.fault());
        String line = String.format(
                Locale.ROOT,
                ROW,
                Words.shortId(item),
                Words.bytes(item.file().bytes()),
                entry == null
                        ? "?"
                        : Words.plain(Objects.requireNonNullElse(
                                entry.content().about().get("entries"), "?")),
                entry == null ? "?" : Words.time(entry.times().created()),
                Words.time(item.file().lastUsed()),
                what + (what.isEmpty() || fault.isEmpty() ? fault : "; " + fault));
        return item.fault() == null ? line : style.bad(line);
    }

    private static long bytes(Stock stock) {
        return stock.items().stream().mapToLong(item -> item.file().bytes()).sum();
    }
}
