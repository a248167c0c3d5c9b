package io.jenkins.plugins.deployhooks.engine.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps docs/requirements.md and the tests' annotations true to each other. */
class RequirementsTest {
    private static final Path PAGE = Repository.root().resolve("docs/requirements.md");

    private static Catalogue catalogue;
    private static TaggedTests tests;

    @BeforeAll
    static void read() throws IOException {
        catalogue = Catalogue.read();
        tests = TaggedTests.in(Repository.testSources());
    }

    @Test
    void annotationsNameRequirementsThatExist() {
        TreeSet<String> unknown = new TreeSet<>(tests.ids());
        unknown.removeAll(catalogue.ids());
        for (String id : unknown) {
            assertThat(tests.of(id).keySet())
                    .as("tests that name the requirement %s, which requirements.tsv does not have", id)
                    .isEmpty();
        }
    }

    @Test
    void pageIsUpToDate() throws IOException {
        String page = RequirementsPage.of(catalogue, tests);
        if (Boolean.getBoolean("requirements.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE).replace("\r\n", "\n") : "")
                .as("docs/requirements.md is stale, write it anew:"
                        + " mvn -f standalone test -Dtest=RequirementsTest -Drequirements.update=true")
                .isEqualTo(page);
    }
}
