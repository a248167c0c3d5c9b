package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scripts belong into an archive of other paths, since hooks run them where nothing is built. */
@Requirement("D3")
class NeededScriptsTest {
    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void scripts() throws Exception {
        root = Files.createDirectories(temporary.resolve("root/ci")).getParent();
        for (String script : List.of("start.sh", "ci/start.sh", "ci/done.sh", "../outside.sh")) {
            Files.writeString(root.resolve(script), "true\n");
        }
    }

    private Map<String, String> needed(String event, Script script) {
        return NeededScripts.of(with(new Definitions(), event, script).plan(), root);
    }

    private static Definitions with(Definitions definitions, String event, Script script) {
        return definitions.hook(event, new Hook("a", script, HookSettings.UNSET, Hook.Surroundings.PLAIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"preBuild", "preRun", "runSucceeded", "runFailed", "cleanup"})
    void thoseOfHooksThatRunAlsoFromCacheAreNeeded(String event) {
        Script start = Script.command("./ci/start.sh --now");
        assertThat(needed(event, start)).containsExactly(Map.entry("ci/start.sh", event + "/a"));
    }

    @Test
    void thoseAfterTheBuildAreNot() {
        assertThat(needed("postBuild", Script.command("./ci/start.sh"))).isEmpty();
    }

    @Test
    void aScriptThatIsCalledOneNeedsNoSlash() {
        assertThat(needed("preRun", Script.file("start.sh"))).containsOnlyKeys("start.sh");
        assertThat(needed("preRun", Script.file(" ci/done.sh\n"))).containsOnlyKeys("ci/done.sh");
        assertThat(needed("preRun", Script.command("start.sh")))
                .as("a command of the search path")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.sh", "./ci", "./", "ci/..", "./missing.sh", "ci/\0"})
    void whatIsNoFileOfTheRepositoryIsNot(String command) {
        assertThat(needed("preRun", Script.command(command))).isEmpty();
    }

    @Test
    void ofSeveralHooksTheFirstIsSaidToNeedIt() {
        Definitions both =
                with(with(new Definitions(), "cleanup", Script.file("start.sh")), "preRun", Script.file("start.sh"));
        assertThat(NeededScripts.of(both.plan(), root)).containsExactly(Map.entry("start.sh", "preRun/a"));
    }

    @ParameterizedTest
    @CsvSource({"ci,true", "./ci/,true", "ci/start.sh,true", ".,true", "c,false", "ci/start,false", "dist,false"})
    void whatIsBelowAPathOfTheArchiveIsInItAnyway(String path, boolean covered) {
        assertThat(NeededScripts.isCovered("ci/start.sh", List.of("dist", path)))
                .isEqualTo(covered);
    }

    @Test
    void withoutPathsNothingIsCovered() {
        assertThat(NeededScripts.isCovered("ci/start.sh", List.of())).isFalse();
    }
}
