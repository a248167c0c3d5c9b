package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file below {@code broken/} begins with lines {@code # expect LINE:COLUMN FRAGMENT}: exactly these problems, at
 * these places.
 */
@Requirement({"S4", "S7", "S27", "S28", "D15"})
class BrokenDefinitionsTest {
    private static final String EXPECT = "# expect ";

    @TempDir
    Path parent;

    static Stream<Path> files() throws IOException, URISyntaxException {
        Path directory = Path.of(BrokenDefinitionsTest.class
                .getResource("/io/jenkins/plugins/deployhooks/engine/definition/broken")
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void thereAreEnoughOfThem() throws Exception {
        assertThat(files()).hasSizeGreaterThan(45);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemIsToldWithItsPlace(Path broken) throws IOException {
        List<String> expected = Files.readAllLines(broken).stream()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        TestRepository repository = repository().bytes("deploy-hooks.yml", Files.readAllBytes(broken));

        Loaded loaded = repository.load();

        assertThat(loaded.definition()).isNull();
        assertThat(repository.problems()).hasSameSizeAs(expected);
        for (String line : expected) {
            String place = "deploy-hooks.yml:" + line.substring(0, line.indexOf(' ')) + ": ";
            String fragment = line.substring(line.indexOf(' ') + 1);
            assertThat(repository.problems())
                    .anySatisfy(problem -> assertThat(problem).startsWith(place).contains(fragment));
        }
    }

    private TestRepository repository() throws IOException {
        Path outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("evil.sh"), "#!/bin/sh\n");
        Path root = Files.createDirectories(parent.resolve("repository"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        return new TestRepository(root).executable("ci/run.sh").file("ci/plain.sh", "#!/bin/sh\n");
    }
}
