package io.jenkins.plugins.deployhooks.pipeline.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogCapTest {
    private static String kept(LogCap cap, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, cap.keep(bytes), StandardCharsets.UTF_8);
    }

    @Test
    void theLineInWhichItEndsIsKeptWhole() {
        LogCap cap = new LogCap(10, 0);
        assertThat(kept(cap, "12345\n")).isEqualTo("12345\n");
        assertThat(kept(cap, "pass")).isEqualTo("pass");
        assertThat(cap.isFull()).isFalse();
        assertThat(kept(cap, "word\nmore\n")).isEqualTo("word\n");
        assertThat(cap.isFull()).isTrue();
        assertThat(kept(cap, "more\n")).isEmpty();
    }

    @Test
    void whatFitsExactlyFits() {
        LogCap cap = new LogCap(4, 0);
        assertThat(kept(cap, "123\n")).isEqualTo("123\n");
        assertThat(cap.isFull()).isFalse();
        assertThat(kept(new LogCap(4, 0), "123\n5678\n")).isEqualTo("123\n");
    }

    @Test
    void whatALogHasAlreadyCounts() {
        LogCap cap = new LogCap(10, 8);
        assertThat(kept(cap, "12345\n7\n")).isEqualTo("12345\n");
        assertThat(new LogCap(10, 100).keep(new byte[] {'a', '\n', 'b'})).isEqualTo(2);
    }

    @Test
    void aLineWithoutEndIsCutAtLast() {
        LogCap cap = new LogCap(10, 0);
        byte[] chunk = new byte[LogCap.LONGEST_LINE / 2];
        int calls = 0;
        while (!cap.isFull()) {
            assertThat(cap.keep(chunk)).isEqualTo(chunk.length);
            calls++;
        }
        assertThat(calls).isEqualTo(3);
        assertThat(cap.keep(chunk)).isZero();
    }
}
