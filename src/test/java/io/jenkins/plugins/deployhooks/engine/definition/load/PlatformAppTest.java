package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks in .platform.app.yaml. */
class PlatformAppTest {
    private static final String FILE = ".platform.app.yaml";

    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    @Test
    @Requirement({"S30", "S51"})
    void theThreeHooksAreTextsOfAnyNumberOfLines() {
        repository.file(FILE, """
            name: myapp
            type: "php:8.3"
            variables:
              env: {A: x, N: 3}
              php: {memory_limit: 1G}
            hooks:
              build: |
                set -e
                make
              deploy: ./deploy.sh
              post_deploy: |
                curl "$URL"
            mounts:
              files: {source: local}
            """);
        Definition definition = repository.valid();
        assertThat(definition.events().keySet()).containsExactly("build", "deploy", "post_deploy");
        assertThat(definition.events().get("build").hooks())
                .singleElement()
                .satisfies(hook -> assertThat(hook.script()).isEqualTo(Script.command("set -e\nmake\n")))
                .satisfies(hook -> assertThat(hook.name()).isEqualTo("build"));
        assertThat(definition.target().app()).isEqualTo("myapp");
        assertThat(definition.origins().get("hooks.deploy[0]")).hasToString(".platform.app.yaml:10:11");
        assertThat(repository.problems())
                .containsExactly(
                        ".platform.app.yaml:2:1: not used: 'type', 'variables.php', of an app only name, source.root, hooks,"
                                + " variables.env, mounts and workers mean something here");
        assertThat(definition.rules().running().mounts()).containsExactly("files");
    }

    @Test
    @Requirement({"S34"})
    void variablesAreSeenByBothPhasesAsOnThePlatform() {
        repository.file(FILE, "name: a\nvariables: {env: {A: x, N: 3, list: [1]}}\n");
        assertThat(repository.valid().phase(Phase.BUILD).env()).isEqualTo(Map.of("A", "x", "N", "3", "list", "[1]"));
        assertThat(repository.valid().phase(Phase.RUN).env()).isEqualTo(Map.of("A", "x", "N", "3", "list", "[1]"));
    }

    @Test
    @Requirement({"S30", "S4"})
    void anotherEventIsAProblem() {
        repository.file(FILE, "name: a\nhooks: {postdeploy: x}\n");
        assertThat(repository.problems()).singleElement().asString().endsWith("did you mean post_deploy?");
    }

    @Test
    void aHookThatIsNoTextIsAProblem() {
        repository.file(FILE, "name: a\nhooks: {build: [x], deploy: {run: x}, post_deploy: !include x.sh}\n");
        assertThat(repository.problems())
                .containsExactly(
                        ".platform.app.yaml:2:16: the hook is a list, in the files of the platform a hook is a text,"
                                + " write it as a block: build: |",
                        ".platform.app.yaml:2:29: the hook is a mapping, in the files of the platform a hook is a"
                                + " text, write it as a block: deploy: |",
                        ".platform.app.yaml:2:52: the included file 'x.sh', there is no x.sh");
    }

    @Test
    void tagsElsewhereAndEmptyHooksDoNotMatter() {
        repository.file(FILE, "name: a\nhooks: {build: '', deploy: }\nweb: !include {type: string, path: x}\n");
        assertThat(repository.valid().events()).isEmpty();
    }

    @Test
    void theDefinitionIsStrongerThanTheFileOfThePlatform() {
        repository
                .file(FILE, "name: a\nhooks: {build: weaker, deploy: stays}\n")
                .definition("profile: platform-sh", "hooks: {build: stronger}");
        Definition definition = repository.valid();
        assertThat(definition.events().get("build").hooks().get(0).script()).hasToString("stronger");
        assertThat(definition.events().get("deploy").hooks().get(0).script()).hasToString("stays");
        assertThat(definition.target().app()).isEqualTo("a");
    }

    @Test
    void otherProfilesDoNotReadIt() {
        repository.file(FILE, "[broken").definition("profile: native");
        assertThat(repository.valid().events()).isEmpty();
    }
}
