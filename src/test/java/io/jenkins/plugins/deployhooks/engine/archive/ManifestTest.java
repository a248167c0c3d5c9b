package io.jenkins.plugins.deployhooks.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.file.FullDisk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of archives: manifests, and explanations. */
class ManifestTest {
    private final Manifest manifest = Manifest.of(
            new ArchiveSummary(
                    ArchiveFormat.TAR_ZST,
                    new ArchiveSummary.Content(3, 4000),
                    new ArchiveSummary.ArchiveFile(900, "sha256:" + "ab".repeat(32)),
                    Duration.ofSeconds(1),
                    List.of()),
            "key-1",
            Map.of("tree", "1234", "env.NODE_VERSION", "20"),
            "deployment 7");

    @Test
    void aManifestIsReadAsItWasWritten() throws Exception {
        assertThat(Manifest.read(manifest.json())).isEqualTo(manifest);
        assertThat(manifest.json()).contains("\"schema\" : 1", "\"key\" : \"key-1\"", "\"format\" : \"tar.zst\"");
    }

    @Test
    void anArchiveMayBeEmpty() throws Exception {
        ArchiveSummary.Content nothing = new ArchiveSummary.Content(0, 0);
        Manifest empty = new Manifest(1, "key", Map.of(), "tar", nothing, manifest.file(), "deployment 8");
        assertThat(Manifest.read(empty.json())).isEqualTo(empty);
        assertThat(empty.json()).endsWith("}\n");
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws Exception {
        assertThat(Manifest.read(manifest.json().replaceFirst("\\{", "{\"more\": [1],")))
                .isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"schema\": 1}",
                "nonsense",
                "{\"schema\": \"one\"}",
                "{\"keyParts\": null}"
            })
    void whatIsNoManifestIsRefused(String json) {
        assertThatThrownBy(() -> Manifest.read(json)).isInstanceOf(ArchiveRefused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"schema\" : 1; \"schema\" : 2; cannot be used: its schema is 2, not 1",
                "sha256:ab; sha256:AB; cannot be used: it has no digest",
                "\"digest\"; \"no digest\"; cannot be used: it has no digest",
                "3,; -3,; cannot be used: a size is negative",
                "4000; -4000; cannot be used: a size is negative",
                "900; -900; cannot be used: a size is negative",
                "\"key-1\"; null; cannot be used: a part of it is missing",
                "\"tar.zst\"; null; cannot be used: a part of it is missing",
                "\"deployment 7\"; null; cannot be used: a part of it is missing",
                "\"content\"; \"contents\"; cannot be used: a part of it is missing",
                "\"file\"; \"files\"; cannot be used: a part of it is missing",
                "4000; true; cannot be read: ",
                "900; 9e99; cannot be read: "
            })
    void whatCannotBeIsRefusedWithTheReason(String from, String to, String reason) {
        String json = manifest.json();
        assertThat(json).contains(from);
        assertThatThrownBy(() -> Manifest.read(json.replace(from, to)))
                .isInstanceOfSatisfying(
                        ArchiveRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ArchiveRefused.Reason.DAMAGED))
                .hasMessageStartingWith("its manifest " + reason);
    }

    @Requirement("S45")
    @Test
    void aFullDiskIsExplained() {
        IOException full = new IOException("No space left on device");
        assertThat(FullDisk.explained(full, "archiving a to b"))
                .hasMessage("No space left on device while archiving a to b; what was written is removed")
                .hasCause(full);
        assertThat(FullDisk.explained(new FileSystemException("f", null, "Disk quota exceeded"), "it"))
                .hasMessageStartingWith("Disk quota exceeded while it");
        IOException other = new IOException("something else");
        assertThat(FullDisk.explained(other, "it")).isSameAs(other);
        assertThat(FullDisk.explained(new IOException(), "it")).hasNoCause();
    }
}
