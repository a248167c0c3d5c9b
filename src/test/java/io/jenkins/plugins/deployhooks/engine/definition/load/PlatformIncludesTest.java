package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tag {@code !include} in the files of the platform. */
@Requirement("U")
class PlatformIncludesTest {
    private static final String FILE = ".platform.app.yaml";

    @TempDir
    Path temp;

    private TestRepository repository;

    @BeforeEach
    void repository() throws IOException {
        repository = new TestRepository(Files.createDirectory(temp.resolve("app")));
    }

    private String build() {
        return repository.valid().events().get("build").hooks().get(0).script().text();
    }

    @Test
    void aTextStandsForAHookAsIfItWereWrittenThere() {
        repository.file("ci/build.sh", "set -e\nmake\n");
        repository.file(FILE, "name: a\nhooks:\n  build: !include\n    type: string\n    path: ci/build.sh\n");
        assertThat(build()).isEqualTo("set -e\nmake\n");
    }

    @Test
    void yamlIsTheDefaultAndMayIncludeMore() {
        repository
                .file(".platform/applications.yaml", "- !include web.app.yaml\n- !include {path: api.app.yaml}\n")
                .file(".platform/web.app.yaml", "name: web\nhooks: !include hooks.yaml\nsource: {root: web}\n")
                .file(".platform/api.app.yaml", "name: api\nhooks: {build: api}\n")
                .file("web/hooks.yaml", "build: !include {type: string, path: build.sh}\n")
                .file("web/build.sh", "make web\n");
        repository.arguments(Arguments.named("option --").app("web"));
        assertThat(build()).isEqualTo("make web\n");
    }

    @Test
    void thePathIsRelativeToTheAppAndMayLeadToAnotherApp() {
        repository
                .file(".upsun/config.yaml", """
                    applications:
                      front:
                        source: {root: front}
                        hooks:
                          build: !include {type: string, path: ../back/build.sh}
                    """)
                .file("back/build.sh", "of back\n")
                .file("build.sh", "of the root\n");
        assertThat(build()).isEqualTo("of back\n");
    }

    @Test
    void nothingOutsideOfTheRepositoryIsRead() throws IOException {
        Files.writeString(temp.resolve("secret"), "echo secret\n");
        Files.createSymbolicLink(repository.root().resolve("link"), temp.resolve("secret"));
        Files.createSymbolicLink(repository.root().resolve("up"), temp);
        for (String path : new String[] {"link", "up/secret"}) {
            repository.file(FILE, "name: a\nhooks: {build: !include {type: string, path: " + path + "}}\n");
            assertThat(repository.problems())
                    .containsExactly(path + ": the file is outside of the repository, only files inside are read");
        }
        for (String path : new String[] {"../secret", temp.resolve("secret").toString()}) {
            repository.file(FILE, "name: a\nhooks: {build: !include {type: string, path: " + path + "}}\n");
            assertThat(repository.problems())
                    .containsExactly(".platform.app.yaml:2:16: the included path '" + path
                            + "', it is outside of the repository");
        }
    }

    @Test
    void filesThatIncludeEachOtherAreAProblem() {
        repository.file(FILE, "name: a\nhooks: !include a.yaml\n");
        repository.file("a.yaml", "!include b.yaml\n").file("b.yaml", "!include a.yaml\n");
        assertThat(repository.problems())
                .singleElement()
                .asString()
                .contains("files that include each other, deeper than 10 levels");
    }

    @Test
    void whatCannotStandForAHookIsAProblemWithItsPlace() {
        repository.file(FILE, """
            name: a
            hooks:
              build: !include {type: binary, path: x}
              deploy: !archive x
              post_deploy: !include {type: string}
            """);
        assertThat(repository.problems())
                .containsExactly(
                        ".platform.app.yaml:3:10: !include of type 'binary', hooks are made of string and yaml",
                        ".platform.app.yaml:4:11: the tag '!archive', here only !include has a meaning",
                        ".platform.app.yaml:5:16: !include without a path, write path: and a file of the repository");
    }

    @Test
    void whatMeansNothingHereIsNotIncluded() {
        repository.file(FILE, "name: a\nhooks: {build: make}\ncrons: !include missing.yaml\nweb: !archive x\n");
        Definition definition = repository.valid();
        assertThat(definition.events()).containsOnlyKeys("build");
    }

    @Test
    void everyFileThatWasLookedForIsTold() {
        repository.file(FILE, "name: a\nsource: {root: app}\nhooks: {build: !include {type: string, path: b.sh}}\n");
        assertThat(repository.load().asked().texts()).contains(FILE, ".platform/applications.yaml", "app/b.sh", "b.sh");
    }
}
