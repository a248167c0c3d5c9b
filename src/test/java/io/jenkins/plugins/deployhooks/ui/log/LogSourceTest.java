package io.jenkins.plugins.deployhooks.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.framework.io.LargeText;

/** What there is to be read of a log while it grows, and once it does not. */
@Requirement({"J", "S64"})
class LogSourceTest {
    private static final String LONG = "🚀ü".repeat(20_000);

    @TempDir
    private Path dir;

    private LogSource source(String text, boolean growing) throws IOException {
        return new LogSource(Files.writeString(dir.resolve("log"), text), growing);
    }

    private static String text(LogSource source, long start) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LargeText.Session session = source.open()) {
            assertThat(session.skip(start)).isEqualTo(start);
            byte[] some = new byte[1000];
            for (int count = session.read(some); count >= 0; count = session.read(some)) {
                out.write(some, 0, count);
            }
        }
        assertThat(out.size() + start).isEqualTo(source.length());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogThatGrowsEndsWithALine() throws IOException {
        assertThat(text(source("one\ntw", true), 0)).isEqualTo("one\n");
        assertThat(text(source("one\ntwo\n", true), 4)).isEqualTo("two\n");
        assertThat(text(source("on", true), 0)).isEmpty();
        assertThat(text(source("", true), 0)).isEmpty();
    }

    @Test
    void ofALineThatIsTooLongThereIsAPart() throws IOException {
        byte[] bytes = ("one\n" + LONG).getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < 7; cut++) {
            Path file = Files.write(dir.resolve("cut"), Arrays.copyOf(bytes, bytes.length - cut));
            LogSource source = new LogSource(file, true);
            assertThat(text(source, 0)).startsWith("one\n🚀ü").doesNotContain("\uFFFD");
            assertThat(source.end()).isBetween(Files.size(file) - 3, Files.size(file));
        }
        assertThat(text(source("one\n" + LONG + "\ntwo", true), 0)).endsWith("ü\n");
    }

    @Test
    void aLogThatHasEndedIsThereAsItIsOrWithTheEndOfItsLastLine() throws IOException {
        LogSource ended = source("one\ntwo", false);
        assertThat(text(ended, 0)).isEqualTo("one\ntwo");
        ended.endLine();
        assertThat(text(ended, 4)).isEqualTo("two\n");
        assertThat(ended.end()).isEqualTo(7);
        LogSource whole = source("one\n", false);
        whole.endLine();
        assertThat(text(whole, 0)).isEqualTo("one\n");
        LogSource none = source("", false);
        none.endLine();
        assertThat(text(none, 0)).isEmpty();
    }

    @Test
    void whatIsTooMuchComesInPartsAndEachByteOnce() throws IOException {
        String long1 = "\u001B[1;32m🚀ü".repeat(14_000);
        for (int shift = 0; shift < 14; shift++) {
            String all = "x".repeat(shift) + "\n" + long1 + "\nshort\n".repeat(20_000) + "end";
            StringBuilder read = new StringBuilder();
            boolean more = true;
            long start = 0;
            for (int parts = 0; more; parts++) {
                LogSource source = source(all, false);
                more = source.cut(start, 100_000);
                assertThat(source.end()).isGreaterThan(start).isLessThanOrEqualTo(start + 100_000);
                String part = text(source, start);
                assertThat(part)
                        .doesNotContain("\uFFFD")
                        .doesNotEndWith("\u001B")
                        .doesNotContainPattern("\u001B\\[[0-9;]*$");
                assertThat(part.endsWith("\n")
                                || part.endsWith("🚀")
                                || part.endsWith("ü")
                                || part.endsWith("m")
                                || !more)
                        .isTrue();
                read.append(part);
                start = source.end();
                assertThat(parts).isLessThan(20);
            }
            assertThat(read.toString()).isEqualTo(all);
        }
        LogSource small = source("one\ntwo", false);
        assertThat(small.cut(0, 100_000)).isFalse();
        assertThat(small.end()).isEqualTo(7);
    }

    @Test
    void whatStandsBeforeAPlaceBeginsWithALine() throws IOException {
        LogSource source = source("one\n" + LONG + "\ntwo\nthree", true);
        assertThat(source.before(0)).isEmpty();
        assertThat(source.before(4)).asString(StandardCharsets.UTF_8).isEqualTo("one\n");
        assertThat(source.before(source.end())).asString(StandardCharsets.UTF_8).isEqualTo("\ntwo\n");
        assertThat(source.before(100_000)).hasSize(64 * 1024);
    }

    @Test
    void aLogThatWasClearedAwayIsNotThere() {
        LogSource gone = new LogSource(dir.resolve("gone"), true);
        assertThat(gone.exists()).isFalse();
        assertThat(gone.length()).isZero();
    }
}
