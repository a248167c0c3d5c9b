package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the platform, or parts of them, in which nothing is that means something here. */
@Requirement("U")
class PlatformNothingTest {
    private static final String APP = ".platform.app.yaml";
    private static final String MANY = ".platform/applications.yaml";
    private static final String UPSUN = ".upsun/config.yaml";

    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private String build() {
        return repository.valid().events().get("build").hooks().get(0).script().text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# services come later\n", "---\n", "~\n", "# a\n---\n# b\n"})
    void aFileOfUpsunMayBeEmpty(String text) {
        repository.file(UPSUN, "applications: {app: {hooks: {build: make}}}\n").file(".upsun/services.yaml", text);
        assertThat(repository.problems()).isEmpty();
        assertThat(build()).isEqualTo("make");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# no more apps\n"})
    void theFileOfManyAppsMayBeEmptyBesideThatOfOne(String text) {
        repository.file(MANY, text).file(APP, "name: app\nhooks: {build: make}\n");
        assertThat(repository.problems()).isEmpty();
        assertThat(build()).isEqualTo("make");
    }

    @Test
    void thatNoAppWasFoundIsToldWithWhereWasLooked() {
        repository.file(UPSUN, "# all of it is commented out\n").file(".upsun/services.yaml", "services: {}\n");
        assertThat(repository.valid().events()).isEmpty();
        assertThat(repository.problems())
                .containsExactly(
                        ".upsun/config.yaml:1:1: no app was found, looked in .upsun/config.yaml, .upsun/services.yaml");
    }

    @Test
    void alsoInTheFilesOfPlatformSh() {
        repository.file(MANY, "").file(APP, "# later\n");
        assertThat(repository.problems())
                .containsExactly(".platform/applications.yaml:1:1: no app was found, looked in"
                        + " .platform/applications.yaml, .platform.app.yaml");
    }

    @Test
    void alsoInOneFileAlone() {
        repository.file(UPSUN, "routes: {}\n");
        assertThat(DefinitionLoader.loadFile(root.resolve(UPSUN), repository.request())
                        .problems())
                .singleElement()
                .hasToString(".upsun/config.yaml:1:1: no app was found, looked in .upsun/config.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "aplications", "Applications"})
    void aMisspelledKeyIsAProblemWhereThereIsNoApp(String key) {
        repository.file(UPSUN, "routes: {}\n" + key + ": {app: {hooks: {build: make}}}\n");
        assertThat(repository.problems())
                .contains(
                        ".upsun/config.yaml:2:1: the key '" + key + "', no app was found, did you mean applications?");
        assertThat(DefinitionLoader.load(repository.request()).definition()).isNull();
    }

    @Test
    void applicationsThatAreNoMappingAreAProblem() {
        repository.file(UPSUN, "applications: [app]\n");
        assertThat(repository.problems())
                .containsExactly(".upsun/config.yaml:1:15: applications is a list, it has to be a mapping of names to"
                        + " apps");
    }

    @Test
    void applicationsMayBeIncluded() {
        repository
                .file(UPSUN, "applications: !include apps.yaml\n")
                .file(".upsun/apps.yaml", "app: {hooks: {build: make}}\n");
        assertThat(build()).isEqualTo("make");
        // It is a part of the other one, so none of its keys stands at the top.
        assertThat(repository.problems()).isEmpty();
    }

    @Test
    void anIncludedFileThatIsMissingIsAProblem() {
        repository.file(UPSUN, "services: {}\napplications: !include {path: ../apps.yaml}\n");
        assertThat(repository.problems())
                .containsExactly(".upsun/config.yaml:2:15: the included file '../apps.yaml', there is no apps.yaml");
    }

    @Test
    void whatIsNotUsedAtTheTopIsToldInOneLine() {
        repository.file(UPSUN, "services: {}\napplications: {app: {}}\napplicaton: {}\n.base: {}\nworkers: {}\n");
        assertThat(repository.problems())
                .containsExactly(".upsun/config.yaml:3:1: not used: 'applicaton', 'workers', of a file in .upsun only"
                        + " applications means something here, did you mean applications?");
    }

    @Test
    void aFileThatIsNoMappingIsNotUsed() {
        repository
                .file(UPSUN, "applications: {app: {hooks: {build: make}}}\n")
                .file(".upsun/list.yaml", "# a list\n- a\n");
        assertThat(repository.problems())
                .containsExactly(".upsun/list.yaml:2:1: not used: the file is a list, a file in .upsun is a mapping"
                        + " with applications");
    }

    @Test
    void whatIsNotUsedBelowKeysOfOursIsToldWithThem() {
        repository.file(APP, """
            name: app
            type: "php:8.3"
            source: {root: ., operations: {update: {command: x}}}
            variables: {env: {A: x}, php: {memory_limit: 1G}}
            workers:
              queue: {commands: {start: ./queue}, size: S, variables: {env: {A: y}, php: {x: y}}}
              mail: {commands: {start: ./mail}}
            """);
        assertThat(repository.problems())
                .containsExactly(".platform.app.yaml:2:1: not used: 'type', 'source.operations', 'variables.php',"
                        + " 'workers.*.commands', 'workers.*.size', 'workers.*.variables.php', of an app only name,"
                        + " source.root, hooks, variables.env, mounts and workers mean something here");
    }
}
