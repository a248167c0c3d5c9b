package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.cache.CacheCommand;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Tables;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/command-line.md, the help and the code have the same exit codes and options. */
class ExitCodesReferenceTest {
    private static final String PAGE = "docs/command-line.md";
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    /** Described, but in no table. */
    private static final Set<String> IN_TEXT = Set.of("--help", "--version", "--wait");

    @Test
    void exitCodesAreThoseOfTheCode() throws IllegalAccessException, IOException {
        Set<String> codes = new TreeSet<>();
        for (Field field : ExitCode.class.getFields()) {
            codes.add(String.valueOf(field.getInt(null)));
        }
        List<String> listed = new ArrayList<>();
        for (String line : Files.readAllLines(Repository.root().resolve(PAGE))) {
            if (line.matches("\\| \\d+ \\| .*")) {
                listed.add(line.split("\\|")[1].strip());
            }
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(helped(Main.class)).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(codes).containsAll(helped(CacheCommand.class));
    }

    private static Set<String> helped(Class<?> command) {
        return Stream.of(command.getAnnotation(CommandLine.Command.class).exitCodeList())
                .map(entry -> entry.substring(0, entry.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theOptionsThatAreListedAreThoseOfTheCode() {
        Set<String> known = new TreeSet<>();
        collect(Main.commandLine(), known);
        Set<String> listed = Stream.of("Options", "The cache")
                .flatMap(chapter -> Tables.rows(PAGE, chapter).stream())
                .flatMap(row -> OPTION.matcher(String.join(" ", row)).results())
                .map(option -> option.group())
                .collect(Collectors.toCollection(TreeSet::new));
        listed.addAll(IN_TEXT);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void theHelpOfACommandHasItsOptions() {
        Map<String, CommandLine> commands = Main.commandLine().getSubcommands();
        assertThat(commands).isNotEmpty();
        commands.values().forEach(command -> {
            Set<String> own = new TreeSet<>();
            addLong(command, own);
            assertThat(command.getUsageMessage()).contains(own);
        });
    }

    private static void collect(CommandLine command, Set<String> names) {
        addLong(command, names);
        command.getSubcommands().values().forEach(each -> collect(each, names));
    }

    private static void addLong(CommandLine command, Set<String> names) {
        command.getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .forEach(names::add);
    }
}
