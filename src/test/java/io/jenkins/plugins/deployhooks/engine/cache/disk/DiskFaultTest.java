package io.jenkins.plugins.deployhooks.engine.cache.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read where something cannot be written. */
@Requirement("S45")
class DiskFaultTest {
    private static final Path PLACE = Path.of("cache");

    private static String said(IOException fault) {
        IOException explained = DiskFault.of("the archive is not stored", PLACE, fault);
        assertThat(explained).hasCause(fault).hasMessageStartingWith("the archive is not stored: ");
        return explained.getMessage().substring("the archive is not stored: ".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write: No space left on device",
                "Disk quota exceeded",
                "There is not enough space on the disk",
                "The disk is full",
            })
    void aFullDiskIsKnownByTheWordsOfEachSystem(String words) {
        IOException within = new IOException("cannot write", new UncheckedIOException(new IOException(words)));
        assertThat(DiskFault.isDiskFull(within)).isTrue();
        assertThat(said(within)).startsWith("No space left on device for cache; what was written is removed again.");
    }

    @Test
    void anythingElseIsToldAsTheSystemSaysIt() {
        assertThat(DiskFault.isDiskFull(new IOException((String) null))).isFalse();
        assertThat(said(new AccessDeniedException("cache/a"))).isEqualTo("cache/a may not be written by this user");
        assertThat(said(new FileSystemException("cache/a", null, "Read-only file system")))
                .isEqualTo("cache/a: Read-only file system");
        assertThat(said(new FileSystemException("cache/a"))).isEqualTo("cache/a");
        assertThat(said(new IOException("connection reset"))).isEqualTo("connection reset");
        assertThat(said(new IOException((String) null))).isEqualTo("java.io.IOException");
    }
}
