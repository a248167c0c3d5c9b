package io.jenkins.plugins.deployhooks.cli.cache;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployhooks.cli.cache.text.CacheJson;
import io.jenkins.plugins.deployhooks.cli.cache.text.ManifestText;
import io.jenkins.plugins.deployhooks.cli.cache.text.Words;
import io.jenkins.plugins.deployhooks.cli.options.CacheOptions;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Fault;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks cache show}: what is known of an archive, and what is in it. */
@Command(
        name = "show",
        description = "Shows what is known of an archive: key, parts of the key, contents, maker. Changes nothing.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1",
            paramLabel = "ID|KEY",
            description = "An id, the beginning of one that no other archive has, or a key.")
    private String name;

    @Option(names = "--files", description = "Also list what is in the archive, which is read and verified for it.")
    private boolean files;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws InterruptedException {
        Stock stock = new Stock(cache.directory().archives(), spec.commandLine());
        Item item = stock.named(List.of(name)).get(0);
        List<TarEntry> entries = new ArrayList<>();
        Fault fault = files ? Reading.fault(item, entries::add) : item.fault();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(CacheJson.text(json(item, fault, entries)));
        } else {
            ManifestText.lines(item, fault).forEach(out::println);
            if (files) {
                out.println();
                entries.forEach(entry -> out.println(ManifestText.line(entry)));
            }
        }
        if (fault != null && !output.isJson()) {
            out.flush();
            spec.commandLine().getErr().println(output.errorStyle().bad("error: " + Words.fault(fault)));
        }
        return output.written(fault == null ? ExitCode.SUCCESS : ExitCode.FAILED, spec.commandLine());
    }

    private ObjectNode json(Item item, Fault fault, List<TarEntry> entries) {
        ObjectNode node = CacheJson.archive(item, fault);
        node.put("file", item.file().path().toString());
        if (item.entry() != null) {
            CacheJson.manifest(node, item.entry());
        }
        if (files) {
            ArrayNode list = node.putArray("files");
            entries.forEach(entry -> list.add(CacheJson.file(entry)));
        }
        return node;
    }
}
