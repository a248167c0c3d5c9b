package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.platform.PlatformFiles;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.source.DeployHooksFile;
import io.jenkins.plugins.deployhooks.engine.definition.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a definition holds, reading it ends in a definition or in problems, and in nothing else. */
class ReaderFuzzTest {
    private static final String SPECIAL = ":[]{}'\"\n\t&*!|>-?#%@,";

    private static Path root;

    @BeforeContainer
    static void directory() throws IOException {
        root = Files.createTempDirectory("fuzz");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(root.resolve(DeployHooksFile.NAME));
        Files.deleteIfExists(root.resolve(PlatformFiles.APP));
        Files.delete(root);
    }

    private static byte[] valid(String name) {
        try (InputStream in = ReaderFuzzTest.class.getResourceAsStream(
                "/io/jenkins/plugins/deployhooks/engine/definition/valid/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 800, shrinking = ShrinkingMode.BOUNDED)
    void validFilesWithChangedBytes(@ForAll("files") String name, @ForAll long seed) throws IOException {
        check(DeployHooksFile.NAME, changed(valid(name), new Random(seed)));
    }

    @Property(tries = 800, shrinking = ShrinkingMode.BOUNDED)
    void textsThatLookLikeDefinitions(@ForAll("pieces") List<String> pieces) throws IOException {
        check(DeployHooksFile.NAME, String.join("", pieces).getBytes(StandardCharsets.UTF_8));
        check(PlatformFiles.APP, String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void anyBytes(@ForAll byte[] bytes) throws IOException {
        check(DeployHooksFile.NAME, bytes);
    }

    @Property(tries = 300)
    void anyVariables(@ForAll("variables") Map<String, String> variables) {
        Loaded loaded = DefinitionLoader.load(Request.of(Path.of("no-such-directory"), variables));
        assertThat(loaded.isValid()).isEqualTo(loaded.errors().isEmpty());
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("shop.yml", "every-key.yml");
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "version: 1\n",
                        "hooks:",
                        "preBuild: ",
                        "  ",
                        "\n",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ": ",
                        ", ",
                        "'",
                        "\"",
                        "run: ",
                        "script: ",
                        "timeout: ",
                        "-5m",
                        "9999999999999999999h",
                        "&a ",
                        "*a",
                        "!t ",
                        "!!str ",
                        "<<: ",
                        "|\n",
                        ">-\n",
                        "? ",
                        "---\n",
                        "...\n",
                        "%YAML 1.2\n",
                        "# c\n",
                        "\t",
                        "\\",
                        "\u0000",
                        "\uFEFF",
                        "\uD83D",
                        "é",
                        "when: ",
                        "expression: ",
                        "a == (",
                        "cache: ",
                        "key: ",
                        "{{ ",
                        " }}",
                        "env: ",
                        "name: ",
                        "../..",
                        "/",
                        "null",
                        "true",
                        "~",
                        "@",
                        "`",
                        "readiness: ",
                        "urls: ",
                        "http://[",
                        "defaults: ",
                        "shell: ",
                        "#!",
                        "variables: ",
                        "deploy: ")
                .list()
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<Map<String, String>> variables() {
        Arbitrary<String> names = Arbitraries.of(
                "CC_PRE_BUILD_HOOK",
                "CC_POST_DEPLOY_HOOK",
                "CC_X_HOOK",
                "CC_HEALTH_CHECK_PATH",
                "CC_HEALTH_CHECK_PATH_7",
                "PORT",
                "CC_OVERRIDE_BUILDCACHE",
                "CC_IGNORE_FROM_BUILDCACHE",
                "IGNORE_FROM_BUILDCACHE",
                "DEPLOY_SKIP_HOOKS",
                "CC_DISABLE_BUILD_CACHE_UPLOAD",
                "CC_CACHE_DEPENDENCIES");
        return Arbitraries.maps(names, Arbitraries.strings().ofMaxLength(30)).ofMaxSize(8);
    }

    private static byte[] changed(byte[] bytes, Random random) {
        List<Byte> changed = new ArrayList<>();
        for (byte one : bytes) {
            changed.add(one);
        }
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(changed.size());
            switch (random.nextInt(4)) {
                case 0 -> changed.set(place, (byte) random.nextInt(256));
                case 1 -> changed.add(place, bytes[random.nextInt(bytes.length)]);
                case 2 ->
                    changed.subList(place, Math.min(changed.size() - 1, place + random.nextInt(20)))
                            .clear();
                default -> changed.add(place, (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length())));
            }
        }
        byte[] result = new byte[changed.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = changed.get(i);
        }
        return result;
    }

    private static void check(String name, byte[] bytes) throws IOException {
        Problems problems = new Problems();
        YamlTree.read(bytes, Origin.of(Origin.Strength.FILE, name), YamlTree.Tags.KEPT, problems);
        Files.write(root.resolve(name), bytes);
        Loaded loaded = DefinitionLoader.load(Request.of(root, Map.of()));
        Files.delete(root.resolve(name));
        assertThat(loaded.isValid()).isEqualTo(loaded.errors().isEmpty());
        for (Problem problem : loaded.problems()) {
            assertThat(problem.origin().line()).isPositive();
            assertThat(problem.toString().lines()).hasSize(1);
        }
    }
}
