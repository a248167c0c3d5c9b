package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that would be silly to keep: too large, too deep, no text. */
@Timeout(20)
class LimitsTest {
    private static final String FILE = "deploy-hooks.yml";

    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    @Test
    void tenMegabytesAreTooLarge() {
        byte[] large = new byte[10_000_000];
        Arrays.fill(large, (byte) '#');
        assertThat(repository.bytes(FILE, large).problems())
                .containsExactly("deploy-hooks.yml:1:1: the file is larger than 1 MiB, no definition is that long");
    }

    @Test
    void tenThousandLevelsAreTooDeep() {
        repository.file(FILE, "version: 1\nskip: " + "[".repeat(10_000) + "]".repeat(10_000) + "\n");
        assertThat(repository.problems())
                .containsExactly("deploy-hooks.yml:2:56: nested deeper than 50 levels, no definition is that deep");
    }

    @Test
    void aThousandLevelsOfIndentationAreTooDeep() {
        StringBuilder text = new StringBuilder("version: 1\n");
        for (int i = 0; i < 1000; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(repository.file(FILE, text.toString()).problems())
                .containsExactly("deploy-hooks.yml:52:51: nested deeper than 50 levels, no definition is that deep");
    }

    @Test
    void aliasesThatMultiplyAreTooMany() {
        StringBuilder text = new StringBuilder("version: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }
        assertThat(repository.file(FILE, text.toString()).problems())
                .containsExactly(
                        "deploy-hooks.yml:6:45: more than 100000 values, aliases count as often as they are used");
    }

    @Test
    void valuesCanBeTooMany() {
        repository.file(FILE, "version: 1\nskip: [" + "a,".repeat(110_000) + "a]\n");
        assertThat(repository.problems()).singleElement().asString().contains("more than 100000 values");
    }

    @Test
    void fiveThousandHooksAreNotTooMany() {
        StringBuilder text = new StringBuilder("version: 1\nhooks:\n  preBuild:\n");
        for (int i = 0; i < 5000; i++) {
            text.append("  - {run: ci/same.sh, timeout: 5m, env: {N: ")
                    .append(i)
                    .append("}}\n");
        }
        assertThat(repository
                        .file(FILE, text.toString())
                        .valid()
                        .events()
                        .get("preBuild")
                        .hooks())
                .hasSize(5000)
                .last()
                .satisfies(hook -> assertThat(hook.name()).isEqualTo("same-5000"));
    }

    @Test
    void thousandsOfFaultsAreAllTold() {
        StringBuilder text = new StringBuilder("version: 1\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("key").append(i).append(": x\n");
        }
        assertThat(repository.file(FILE, text.toString()).problems()).hasSize(20_000);
    }

    @Test
    void bytesThatAreNoUtf8HaveAPlace() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("version: 1\napp: ü".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFC);
        assertThat(repository.bytes(FILE, bytes.toByteArray()).problems())
                .containsExactly(
                        "deploy-hooks.yml:2:7: bytes that are no UTF-8, only UTF-8 is read, save the file as UTF-8");
    }

    @Test
    void utf16IsRecognised() {
        assertThat(repository
                        .bytes(FILE, "version: 1\n".getBytes(StandardCharsets.UTF_16))
                        .problems())
                .containsExactly("deploy-hooks.yml:1:1: the file is UTF-16, only UTF-8 is read, save it as UTF-8");
    }

    @Test
    void aCutCharacterAtTheEndIsNoUtf8() {
        assertThat(repository
                        .bytes(FILE, new byte[] {'a', ':', ' ', (byte) 0xF0, (byte) 0x9F})
                        .problems())
                .singleElement()
                .asString()
                .startsWith("deploy-hooks.yml:1:4: bytes that are no UTF-8");
    }

    @Test
    void aByteOrderMarkIsAWarning() {
        Loaded loaded = repository.file(FILE, "\uFEFFversion: 1\napp: shop\n").load();
        assertThat(loaded.definition().target().app()).isEqualTo("shop");
        assertThat(loaded.warnings()).singleElement().asString().contains("1:1: a byte order mark");
    }

    @Test
    void controlCharactersHaveAPlace() {
        assertThat(repository.file(FILE, "version: 1\napp: a\0b\n").problems())
                .singleElement()
                .asString()
                .startsWith("deploy-hooks.yml:2:7: the control character U+0000");
    }

    @Test
    void anEmptyFileIsAProblem() {
        assertThat(repository.file(FILE, "").problems())
                .containsExactly("deploy-hooks.yml:1:1: the file is empty, it says nothing, not even its version, write"
                        + " version: 1");
    }

    @Test
    void twoFilesAreAProblem() {
        assertThat(repository
                        .file(FILE, "version: 1\n")
                        .file("deploy-hooks.yaml", "version: 1\n")
                        .problems())
                .containsExactly(
                        "deploy-hooks.yaml: a second definition, deploy-hooks.yml is there as well, remove one of"
                                + " them");
    }

    @Test
    void theOtherNameIsReadAsWell() {
        assertThat(repository
                        .file("deploy-hooks.yaml", "version: 1\napp: a\n")
                        .valid()
                        .target()
                        .app())
                .isEqualTo("a");
    }

    @Test
    void aDirectoryOfThatNameIsAProblem() throws IOException {
        Files.createDirectory(root.resolve(FILE));
        assertThat(repository.problems()).singleElement().asString().contains("not a regular file");
    }

    @Test
    void aLinkOutOfTheRepositoryIsNotRead(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret"), "password: hunter2\n");
        Files.createSymbolicLink(root.resolve(FILE), outside.resolve("secret"));
        assertThat(repository.problems())
                .containsExactly("deploy-hooks.yml: the file is outside of the repository, only files inside are read");
    }

    @Test
    void aLinkToNowhereIsAProblem() throws IOException {
        Files.createSymbolicLink(root.resolve(FILE), root.resolve("nowhere"));
        assertThat(repository.problems()).singleElement().asString().contains("there is no such file");
    }
}
