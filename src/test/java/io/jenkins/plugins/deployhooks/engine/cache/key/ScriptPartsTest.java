package io.jenkins.plugins.deployhooks.engine.cache.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which hooks and commands the files count, and which hooks count at all; the tree itself never changes here. */
@Requirement({"X2", "S46", "S50"})
class ScriptPartsTest {
    private static final String DEPLOYED =
            "profile: platform-sh\nrun: ./launch\nhooks: {build: make, deploy: {run: migrate}}\n";

    @TempDir
    private Path definitions;

    @TempDir
    private Path base;

    private Path root;
    private Keys keys;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(base.resolve("root/ci")).getParent();
        keys = new Keys(definitions, root);
    }

    /** Whether the content of {@code file} is a part of the key of {@code yaml}. */
    private boolean counts(String file, String yaml) throws Exception {
        Files.writeString(root.resolve(file), "1");
        BuildKey before = keys.key(yaml);
        Files.writeString(root.resolve(file), "2");
        return !keys.key(yaml).equals(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks: {preBuild: {script: build.sh}}", "hooks: {preBuild: {script: ./ci/../build.sh}}"})
    void aFileThatIsCalledAScriptCounts(String yaml) throws Exception {
        Files.createDirectory(definitions.resolve("ci"));
        Path script = Files.writeString(definitions.resolve("build.sh"), "");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(counts("build.sh", yaml)).isTrue();
    }

    @Test
    void aCommandThatIsAPathCounts() throws Exception {
        assertThat(counts("ci/build", "build: ci/build")).isTrue();
        assertThat(counts("ci/build", "hooks: {preBuild: ci/build}")).isTrue();
    }

    @Test
    void aFileThatOnlyHasTheNameOfACommandDoesNot() throws Exception {
        assertThat(counts("make", "build: make")).isFalse();
        assertThat(counts("ci/a b", "build: ci/a b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.sh", "ci/../../outside.sh"})
    void aFileOutsideOfTheRepositoryDoesNot(String path) throws Exception {
        assertThat(counts("../outside.sh", "build: " + path)).isFalse();
    }

    @Test
    void onlyHooksThatWouldRunInTheBuildCount() throws Exception {
        String yaml = "hooks: {preBuild: {run: a, enabled: false}, preRun: b, postBuild: c}";
        assertThat(keys.key(yaml).parts()).containsOnlyKeys("tree", "profile name", "hook postBuild");
    }

    @Test
    void whatIsArchivedCountsWhereAnythingIsSaidOfIt() throws Exception {
        assertThat(keys.key("build: make").parts()).doesNotContainKey("archived paths");
        assertThat(keys.key("cache: {paths: [a, b]}").parts()).containsKey("archived paths");
        assertThat(keys.key("cache: {excludes: [a]}").parts()).containsKey("archived paths");
        assertThat(keys.key("cache: {paths: [a, b]}")).isEqualTo(keys.key("cache: {paths: [b, a]}"));
        assertThat(keys.key("cache: {paths: [a]}")).isNotEqualTo(keys.key("cache: {excludes: [a]}"));
    }

    @Test
    @Requirement("S47")
    void onlyHooksThatARedeployLeavesOutMakeTheRunTimeEnvironment() throws Exception {
        Map<String, String> parts = keys.runParts(DEPLOYED);
        assertThat(parts).containsOnlyKeys("run commands", "hook deploy");
        assertThat(keys.runParts(DEPLOYED.replace("run: migrate", "run: migrate, enabled: false")))
                .containsOnlyKeys("run commands");
        assertThat(keys.runParts("run: ./launch\nhooks: {preRun: migrate, cleanup: rm x}"))
                .as("where a redeploy leaves out nothing")
                .isEmpty();
    }
}
