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
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of archives: manifests, and explanations. */
class ManifestTest {
    private static final Manifest MANIFEST = Manifest.of(
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
        assertThat(Manifest.read(MANIFEST.json())).isEqualTo(MANIFEST);
        assertThat(MANIFEST.json()).contains("\"schema\" : 1", "\"key\" : \"key-1\"", "\"format\" : \"tar.zst\"");
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws Exception {
        assertThat(Manifest.read(MANIFEST.json().replaceFirst("\\{", "{\"more\": [1],")))
                .isEqualTo(MANIFEST);
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
    @ValueSource(
            strings = {
                "\"schema\" : 1=\"schema\" : 2",
                "sha256:ab=sha256:AB",
                "3,=-3,",
                "\"key-1\"=null",
                "4000=true",
                "900=9e99"
            })
    void whatCannotBeIsRefused(String change) {
        String[] parts = change.split("=");
        String json = MANIFEST.json().replaceFirst(parts[0], parts[1]);
        assertThat(json).isNotEqualTo(MANIFEST.json());
        assertThatThrownBy(() -> Manifest.read(json)).isInstanceOf(ArchiveRefused.class);
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
