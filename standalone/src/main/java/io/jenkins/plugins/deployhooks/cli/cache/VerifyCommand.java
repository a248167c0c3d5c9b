package io.jenkins.plugins.deployhooks.cli.cache;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.cli.cache.text.CacheJson;
import io.jenkins.plugins.deployhooks.cli.cache.text.Words;
import io.jenkins.plugins.deployhooks.cli.console.Style;
import io.jenkins.plugins.deployhooks.cli.options.CacheOptions;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Fault;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deploy-hooks cache verify}: whether archives can be restored. */
@Command(
        name = "verify",
        description = {
            "Reads archives whole, as a restore would, and compares them with what was written.",
            "Changes nothing, unless told to delete what is damaged."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int LOOKS = 3;
    private static final long PAUSE_MILLIS = 20;

    /** Nobody uses a damaged archive for long: the first restore that reads it gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID|KEY",
            description = "Ids, beginnings of them that no other archive has, or keys. Default: all archives.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--delete", description = "Delete archives that are damaged; others that cannot be read stay.")
    private boolean delete;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOptions output;

    /** What came of one archive; {@code stays} says why a damaged one was not deleted, empty: it was. */
    private record Finding(
            Item item,
            @CheckForNull Fault fault,
            @CheckForNull String stays) {}

    @Override
    public Integer call() throws InterruptedException {
        Stock stock = new Stock(cache.directory().archives(), spec.commandLine());
        List<Finding> findings = new ArrayList<>();
        for (Item item : names.isEmpty() ? stock.items() : stock.named(names)) {
            Finding finding = examine(stock.inventory(), item);
            if (finding != null) {
                findings.add(finding);
                tell(finding);
            }
        }
        long faulty =
                findings.stream().filter(finding -> finding.fault() != null).count();
        if (output.isJson()) {
            spec.commandLine().getOut().println(CacheJson.text(json(findings, faulty)));
        } else {
            String sum = Words.archives(findings.size()) + " read, "
                    + (faulty == 0 ? "all of them sound" : faulty + " cannot be used");
            Style style = output.style();
            spec.commandLine().getOut().println(faulty == 0 ? style.good(sum) : style.bad(sum));
        }
        return output.written(faulty == 0 ? ExitCode.SUCCESS : ExitCode.FAILED, spec.commandLine());
    }

    /** Reads {@code item}; null: it is gone, which is no fault. */
    @CheckForNull
    private Finding examine(Inventory inventory, Item item) throws InterruptedException {
        Item now = item;
        Fault fault = Reading.fault(now, entry -> {});
        // Nobody is kept from making it anew while we read: then what we read may be half of the one and half of the
        // other, or nothing at all. What is wrong is wrong several times.
        int same = 1;
        while (fault != null && same < LOOKS) {
            Thread.sleep(PAUSE_MILLIS);
            Item again = inventory.find(item.id());
            if (again == null) {
                return null;
            }
            Fault found = Reading.fault(again, entry -> {});
            same = again.isSameAs(now) && fault.equals(found) ? same + 1 : 1;
            now = again;
            fault = found;
        }
        return new Finding(now, fault, fault == null || !delete ? null : delete(inventory, now, fault));
    }

    private static String delete(Inventory inventory, Item item, Fault fault) throws InterruptedException {
        if (!fault.damaged()) {
            return "it may be sound";
        }
        try {
            return inventory.remove(item, PATIENCE) == Inventory.Removal.IN_USE ? "a deployment is using it" : "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void tell(Finding finding) {
        if (output.isJson()) {
            return;
        }
        Item item = finding.item();
        String size = ", " + Words.bytes(item.file().bytes());
        if (finding.fault() == null) {
            spec.commandLine().getOut().println("sound " + Words.of(item) + size);
            return;
        }
        String deleted = finding.stays() == null
                ? ""
                : finding.stays().isEmpty() ? "; deleted" : "; it stays: " + finding.stays();
        spec.commandLine()
                .getOut()
                .println(output.style().bad(Words.of(item) + size + ": " + Words.fault(finding.fault()) + deleted));
    }

    private static ObjectNode json(List<Finding> findings, long faulty) {
        ObjectNode node = CacheJson.object().put("valid", faulty == 0);
        ArrayNode archives = node.putArray("archives");
        for (Finding finding : findings) {
            ObjectNode archive = CacheJson.archive(finding.item(), finding.fault());
            if (finding.stays() != null) {
                archive.put("deleted", finding.stays().isEmpty());
            }
            if (finding.stays() != null && !finding.stays().isEmpty()) {
                archive.put("reason", finding.stays());
            }
            archives.add(archive);
        }
        return node;
    }
}
