package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a fork has added, and a program reads them before, or beside, those of the target. */
@Requirement("J")
class TrustedAddedTest {
    private static final String ADDED = """
            make|GNUmakefile
            cd app && make all|app/GNUmakefile
            docker compose up|compose.override.yaml
            docker-compose up -d|compose.yaml
            npm run build|.pnpmfile.cjs
            ./mvnw|.mvn/extensions.xml
            ./mvnw -B deploy|.mvn/extensions.xml
            """;

    @TempDir
    Path temp;

    private Path revision;
    private Path built;
    private Path workspace;

    @BeforeEach
    void make() throws Exception {
        revision = Files.createDirectory(temp.resolve("revision"));
        built = Files.createDirectory(temp.resolve("built"));
        workspace = Files.createDirectory(temp.resolve("workspace"));
        for (String path :
                List.of("Makefile", "app/Makefile", "docker-compose.yml", "package.json", "pom.xml", "mvnw")) {
            for (Path root : List.of(revision, built, workspace)) {
                write(root, path);
            }
        }
    }

    private static void write(Path root, String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, ":\n");
    }

    private String objection(String command, BuiltTree.Opener opener) throws Exception {
        // It is not closed: that would take the files away.
        TrustedTree tree = new TrustedTree(new CheckedOutFiles(null, revision), "", "1 of main", opener);
        return new TrustedScripts(new FilePath(workspace.toFile()), tree)
                .objection(CalledFile.of(Script.command(command), null));
    }

    private String objection(String command) throws Exception {
        return objection(command, () -> new CheckedOutFiles(null, built));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ADDED)
    void areRefusedIfTheyAreOfTheFork(String command, String path) throws Exception {
        assertThat(objection(command)).as("without it").isNull();
        write(workspace, path);
        assertThat(objection(command)).as("was built").isNull();
        write(built, path);
        assertThat(objection(command))
                .startsWith(path + " is not in the trusted revision 1 of main")
                .contains("have it merged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ADDED)
    void orIfNobodyCanTellAndNoBuildWritesThem(String command, String path) throws Exception {
        assertThat(objection(command, () -> null)).as("without it").isNull();
        write(workspace, path);
        assertThat(objection(command, () -> null)).startsWith(path + " is not in the trusted revision 1 of main");
        assertThat(objection(command, () -> {
                    throw new IOException("gone");
                }))
                .startsWith(path + " is not in the trusted revision 1 of main");
    }

    @Test
    void whatBuildsWriteMayBeThere() throws Exception {
        write(workspace, ".npmrc");
        write(workspace, "build/Dockerfile");
        write(workspace, "gradle.properties");
        for (String command : List.of("npm ci", "docker build build/", "cd build && docker build .", "./gradlew")) {
            assertThat(objection(command, () -> null)).as(command).isNull();
            assertThat(objection(command)).as(command).isNull();
        }
        write(built, ".npmrc");
        assertThat(objection("npm ci")).startsWith(".npmrc is not in the trusted revision");
    }
}
