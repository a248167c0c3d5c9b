package io.jenkins.plugins.deployhooks.cli.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.cli.options.CacheOptions;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.cli.options.OutputOptions;
import io.jenkins.plugins.deployhooks.engine.cache.store.Inventory.Item;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code deploy-hooks cache delete}: makes room. */
@Command(
        name = "delete",
        description = {
            "Deletes archives and says how much that freed. What they held is built again when it is needed.",
            "Give names, --all or --older-than. Where one name is wrong nothing is deleted."
        })
final class DeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID|KEY",
            description = "Ids, beginnings of them that no other archive has, or keys.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "Delete all archives.")
    private boolean all;

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Delete what was not used for so long: 30d, 12h, 1h30m.")
    private Duration age;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait, all in all, for deployments that use an archive. Default: 10s.")
    private Duration patience;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private OutputOptions output;

    /** Reads durations as definitions have them. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is " + e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        long ways =
                Stream.of(all, age != null, !names.isEmpty()).filter(way -> way).count();
        if (ways != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    ways == 0
                            ? "what is to be deleted? Give ids or keys, --all or --older-than DURATION"
                            : "give names, --all or --older-than; together they say different things");
        }
        Stock stock = new Stock(cache.directory().archives(), spec.commandLine());
        Deletion deletion = new Deletion(stock.inventory(), output, spec.commandLine());
        deletion.delete(chosen(stock), patience);
        return output.written(deletion.tell() ? ExitCode.SUCCESS : ExitCode.FAILED, spec.commandLine());
    }

    private List<Item> chosen(Stock stock) {
        if (all) {
            return stock.items();
        }
        return age == null ? stock.named(names) : stock.olderThan(before(age));
    }

    private static Instant before(@CheckForNull Duration age) {
        return Instant.now().minus(age);
    }
}
