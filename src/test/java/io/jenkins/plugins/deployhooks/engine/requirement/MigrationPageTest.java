package io.jenkins.plugins.deployhooks.engine.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/migration.md says of each rule of the platforms what has become of it. */
class MigrationPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]\\w*(?:, [A-Z]\\w*)*) \\| (.+?) \\| (.+) \\|$");

    @Test
    void everyRuleOfThePlatformsIsThereOnce() throws IOException {
        List<String> told = new ArrayList<>();
        for (String line : Files.readAllLines(Repository.root().resolve("docs/migration.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                told.addAll(List.of(row.group(1).split(", ")));
                assertThat(row.group(2)).as(line).isIn("same", "differs", "not applicable");
                assertThat(row.group(3)).as("%s says why", line).hasSizeGreaterThan(8);
            }
        }
        List<String> rules = Catalogue.read().sections().stream()
                .filter(section -> section.title().startsWith("Rules of")
                        || section.title().endsWith("as documented today"))
                .flatMap(section -> section.requirements().stream())
                .map(Catalogue.Entry::id)
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(rules);
    }
}
