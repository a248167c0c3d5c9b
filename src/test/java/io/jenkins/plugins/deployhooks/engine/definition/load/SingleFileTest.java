package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleFileTest {
    @TempDir
    Path root;

    private Loaded load(String name, String text) {
        TestRepository repository = new TestRepository(root)
                .variable("CC_PRE_BUILD_HOOK", "not asked")
                .executable(".deploy-hooks/nonsense")
                .file(name, text);
        return DefinitionLoader.loadFile(root.resolve(name), repository.request());
    }

    @Test
    void aFileOfAnyNameIsCheckedWithoutOtherSources() {
        Loaded loaded = load("examples/one.yml", "version: 1\nhooks: {preRun: make}\n");
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.definition().events().keySet()).containsExactly("preRun");
        assertThat(loaded.profile().name()).isEqualTo("native");
    }

    @Test
    void problemsNameTheFile() {
        assertThat(load("examples/one.yml", "version: 1\nhoks: {}\n").problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("examples/one.yml:2:1: unknown key 'hoks'");
    }

    @Test
    void theFileOfThePlatformIsRecognised() {
        Loaded loaded = load(".platform.app.yaml", "name: app\nhooks: {post_deploy: make}\n");
        assertThat(loaded.profile().name()).isEqualTo("platform-sh");
        assertThat(loaded.definition().events().keySet()).containsExactly("post_deploy");
    }

    @Test
    void aMissingFileIsAProblem() {
        Loaded loaded = DefinitionLoader.loadFile(root.resolve("nowhere.yml"), new TestRepository(root).request());
        assertThat(loaded.errors()).singleElement().asString().contains("nowhere.yml: there is no such file");
    }
}
