package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives of more than the 4 MiB that are held in memory at once: what was written makes room for what is read. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedMemoryTest {
    @TempDir
    private Path dir;

    private Place place;

    @BeforeEach
    void makePlace() throws Exception {
        place = new Place(dir);
    }

    private static byte[] contents(int length, int of) {
        byte[] contents = new byte[length];
        Arrays.fill(contents, (byte) of);
        return contents;
    }

    private void isThere(String name, byte[] contents) throws Exception {
        assertThat(Arrays.equals(Files.readAllBytes(place.target().resolve(name)), contents))
                .as(name)
                .isTrue();
    }

    @Test
    void smallFilesThatAreWrittenMakeRoomForMore() throws Exception {
        RawTar tar = new RawTar();
        for (int i = 0; i < 100; i++) {
            tar.entry('0', "file" + i, "", contents(100_000, i));
        }
        place.restore(tar.bytes());
        for (int i = 0; i < 100; i++) {
            isThere("file" + i, contents(100_000, i));
        }
    }

    @Test
    void aSmallFileAfterEachLargeOneDoesNotKeepTheMemoryOfBoth() throws Exception {
        RawTar tar = new RawTar();
        for (int i = 0; i < 30; i++) {
            tar.entry('0', "large" + i, "", contents(300_000, i)).entry('0', "small" + i, "", contents(10, i));
        }
        place.restore(tar.bytes());
        for (int i = 0; i < 30; i++) {
            isThere("large" + i, contents(300_000, i));
            isThere("small" + i, contents(10, i));
        }
    }
}
