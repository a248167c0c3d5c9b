package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of hooks that have none, and names that are no problem. */
class HookNamesTest {
    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private List<String> names(String... lines) {
        return repository.definition(lines).valid().events().get("preBuild").hooks().stream()
                .map(Hook::name)
                .toList();
    }

    @Test
    void aScriptIsCalledByItsFileNameWithoutItsEnding() {
        repository.executable("ci/first.sh");
        assertThat(names("hooks: {preBuild: [./ci/npmrc.sh, {script: ci/first.sh}, bin/a.b.c]}"))
                .containsExactly("npmrc", "first", "a.b");
    }

    @Test
    void theOnlyCommandIsCalledByItsEvent() {
        assertThat(names("hooks: {preBuild: rm -f .npmrc}")).containsExactly("preBuild");
    }

    @Test
    void severalCommandsAreCalledByTheirPosition() {
        assertThat(names("hooks: {preBuild: [make a, {name: b, run: make b}, make c]}"))
                .containsExactly("hook-1", "b", "hook-3");
    }

    @Test
    void inventedNamesGiveWayToWrittenOnes() {
        assertThat(names("hooks: {preBuild: [ci/x.sh, other/X.sh, {name: x, run: echo}]}"))
                .containsExactly("x-2", "X-3", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "Größe-1", "x.y", "1", "🚀", "true"})
    void otherNamesAreFine(String name) {
        assertThat(names("hooks: {preBuild: {name: \"" + name + "\", run: echo}}"))
                .containsExactly(name);
    }
}
