package io.jenkins.plugins.deployhooks.engine.cache.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What shows that hooks have touched the files of an app that runs. */
@Requirement("S54")
class TreeSnapshotTest {
    @TempDir
    private Path root;

    @BeforeEach
    void app() throws IOException {
        Files.createDirectories(root.resolve("src"));
        Files.createDirectories(root.resolve(".git"));
        Files.createDirectories(root.resolve("uploads"));
        Files.writeString(root.resolve("src/a.js"), "a");
        Files.writeString(root.resolve("src/b.js"), "b");
    }

    private TreeSnapshot look() throws Exception {
        return TreeSnapshot.of(root, path -> path.equals("uploads"));
    }

    @Test
    void eachChangeIsNamedInTheOrderOfPaths() throws Exception {
        TreeSnapshot before = look();
        assertThat(before.changesTo(look())).isEmpty();
        Files.delete(root.resolve("src/b.js"));
        Files.writeString(root.resolve("src/a.js"), "longer");
        Files.writeString(root.resolve("src/0.js"), "");
        Files.createDirectory(root.resolve("dist"));
        assertThat(before.changesTo(look()))
                .containsExactly("new dist", "new src/0.js", "changed src/a.js", "removed src/b.js");
    }

    @Test
    void whatMayChangeIsNotLookedAt() throws Exception {
        TreeSnapshot before = look();
        Files.writeString(root.resolve("uploads/picture"), "new");
        Files.writeString(root.resolve(".git/HEAD"), "new");
        Files.setLastModifiedTime(root.resolve("src"), FileTime.from(Instant.EPOCH));
        assertThat(before.changesTo(look())).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileOfTheSameSizeAndTimeIsStillAnother() throws Exception {
        FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(root.resolve("src/a.js"), time);
        TreeSnapshot before = look();
        Path other = Files.writeString(root.resolve("src/c.js"), "x");
        Files.setLastModifiedTime(other, time);
        Files.move(other, root.resolve("src/a.js"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(before.changesTo(look())).containsExactly("changed src/a.js");
        TreeSnapshot then = look();
        Files.setPosixFilePermissions(root.resolve("src/b.js"), PosixFilePermissions.fromString("rwx------"));
        assertThat(then.changesTo(look())).containsExactly("changed src/b.js");
    }

    @Test
    void whatIsWrittenIsReadAndNothingLess() throws Exception {
        TreeSnapshot before = look();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        before.write(out);
        TreeSnapshot read = TreeSnapshot.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(read.changesTo(look())).isEmpty();
        Files.delete(root.resolve("src/b.js"));
        assertThat(read.changesTo(look())).isEqualTo(List.of("removed src/b.js"));
        byte[] half = Arrays.copyOf(out.toByteArray(), out.size() - 1);
        assertThatThrownBy(() -> TreeSnapshot.read(new ByteArrayInputStream(half)))
                .isInstanceOf(IOException.class);
    }
}
