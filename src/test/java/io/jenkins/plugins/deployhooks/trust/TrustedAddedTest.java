package io.jenkins.plugins.deployhooks.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

    private Revisions shop;

    @BeforeEach
    void make() throws Exception {
        shop = new Revisions(temp);
        for (String path :
                List.of("Makefile", "app/Makefile", "docker-compose.yml", "package.json", "pom.xml", "mvnw")) {
            shop.all(path, ":\n");
        }
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private static void write(Path root, String path) throws IOException {
        Revisions.write(root, path, ":\n");
    }

    private String objection(String command) throws Exception {
        return shop.objection(command, () -> new CheckedOutFiles(null, shop.built()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ADDED)
    void areRefusedIfTheyAreOfTheFork(String command, String path) throws Exception {
        assertThat(objection(command)).as("without it").isNull();
        write(shop.workspace(), path);
        assertThat(objection(command)).as("was built").isNull();
        write(shop.built(), path);
        assertThat(objection(command))
                .startsWith(path + " is not in the trusted revision 1 of main")
                .contains("have it merged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ADDED)
    void orIfNobodyCanTellAndNoBuildWritesThem(String command, String path) throws Exception {
        assertThat(shop.objection(command, () -> null)).as("without it").isNull();
        write(shop.workspace(), path);
        assertThat(shop.objection(command, () -> null)).startsWith(path + " is not in the trusted revision 1 of main");
        assertThat(shop.objection(command, () -> {
                    throw new IOException("gone");
                }))
                .startsWith(path + " is not in the trusted revision 1 of main");
    }

    @Test
    void whatBuildsWriteMayBeThere() throws Exception {
        write(shop.workspace(), ".npmrc");
        write(shop.workspace(), "build/Dockerfile");
        write(shop.workspace(), "gradle.properties");
        for (String command : List.of("npm ci", "docker build build/", "cd build && docker build .", "./gradlew")) {
            assertThat(shop.objection(command, () -> null)).as(command).isNull();
            assertThat(objection(command)).as(command).isNull();
        }
        write(shop.built(), ".npmrc");
        assertThat(objection("npm ci")).startsWith(".npmrc is not in the trusted revision");
    }
}
