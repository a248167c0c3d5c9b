package io.jenkins.plugins.deployhooks.cli.console;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines without touching them: a character of several bytes stays whole, and bytes that are
 * no text pass as they are. A progress bar that returns to the start of its line counts as what it last said.
 */
final class Lines {
    /** Longer lines are cut here, so that output without any line end cannot fill the memory; bytes. */
    private static final int LONGEST = 16 * 1024;

    private final Consumer<byte[]> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean returned;

    Lines(Consumer<byte[]> sink) {
        this.sink = sink;
    }

    void write(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            write(bytes[i]);
        }
    }

    /** Passes on what has no line end. */
    void flush() {
        if (line.size() > 0) {
            end();
        }
    }

    private void write(byte next) {
        if (next == '\n') {
            end();
        } else if (next == '\r') {
            returned = true;
        } else {
            if (returned) {
                line.reset();
                returned = false;
            }
            line.write(next);
            if (line.size() >= LONGEST) {
                end();
            }
        }
    }

    private void end() {
        returned = false;
        byte[] whole = line.toByteArray();
        line.reset();
        sink.accept(whole);
    }
}
