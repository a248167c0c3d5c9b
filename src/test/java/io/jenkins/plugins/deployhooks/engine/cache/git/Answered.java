package io.jenkins.plugins.deployhooks.engine.cache.git;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A git that has been started and answers what somebody wants.
 *
 * @param closing is told that nobody waits for it any more
 */
record Answered(InputStream output, int code, Runnable closing) implements GitCommand.Running {
    static Answered of(String text, int code, Runnable closing) {
        return new Answered(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), code, closing);
    }

    @Override
    public int exitCode(Duration patience) {
        return code;
    }

    @Override
    public void close() {
        closing.run();
    }
}
