package io.jenkins.plugins.deployhooks.pipeline.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a controller that was killed finds again of a hook's output. */
class OutputPositionTest {
    private static final String HEADER = "Launching\n";

    @TempDir
    private Path dir;

    private Path file;
    private Path log;

    @BeforeEach
    void name() {
        file = dir.resolve("position");
        log = dir.resolve("hook.log");
    }

    private OutputPosition open() throws IOException {
        return OutputPosition.open(file, log);
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A log with its header and {@code text}, of which everything is kept. */
    private void keep(String text) throws IOException {
        write(HEADER);
        try (OutputPosition position = open()) {
            position.begin(Files.size(log));
            write(text);
            position.add(text.length());
            position.keep(position.position(), Files.size(log));
        }
    }

    @Test
    @Requirement({"S56", "S61"})
    void whatTheLogHasBeyondWhatIsKeptIsCutOffAndAskedForAgain() throws Exception {
        keep("one\n");
        write("two\nthr");

        try (OutputPosition position = open()) {
            assertThat(position.position()).isEqualTo(4);
            assertThat(position.base()).isEqualTo(HEADER.length());
        }
        assertThat(log).hasContent(HEADER + "one\n");
    }

    @Test
    void outputBeforeTheFirstPositionIsAskedForAgain() throws Exception {
        write(HEADER);
        try (OutputPosition position = open()) {
            position.begin(Files.size(log));
        }
        write("one\n");

        try (OutputPosition position = open()) {
            assertThat(position.position()).isZero();
        }
        assertThat(log).hasContent(HEADER);
    }

    @Test
    @Requirement("S61")
    void aLogThatLostMoreThanItsControllerBeginsAnew() throws Exception {
        keep("one\ntwo\n");
        Files.writeString(log, HEADER + "one");

        try (OutputPosition position = open()) {
            assertThat(position.position()).isZero();
        }
        assertThat(log).hasContent(HEADER);
    }

    @Test
    void aTornOrMissingFileRepeatsAndLosesNothing() throws Exception {
        for (String torn : new String[] {"", "12", "1 2", "1 2 x", "999 1 2", "-1 1 2", "1 -2 3", "3 1 2"}) {
            Files.deleteIfExists(log);
            keep("one\n");
            Files.writeString(file, torn);

            try (OutputPosition position = open()) {
                assertThat(position.position()).as(torn).isZero();
                // what comes is told from what is there
                assertThat(position.base()).as(torn).isEqualTo(Files.size(log));
            }
            assertThat(log).as(torn).hasContent(HEADER + "one\n");
        }
    }

    @Test
    void anotherAttemptGoesOnBehindTheFirstOne() throws Exception {
        keep("one\n");
        try (OutputPosition position = open()) {
            position.delete();
        }

        try (OutputPosition position = open()) {
            assertThat(position.position()).isZero();
            position.begin(Files.size(log));
        }
        write("two");
        open().close();
        assertThat(log).hasContent(HEADER + "one\n");
    }

    @Test
    @Requirement("S56")
    void anInterruptedThreadKeepsItAndSoDoTheNextOnes() throws Exception {
        keep("one\n");
        try (OutputPosition position = open()) {
            write("two\n");
            position.add(4);
            Thread.currentThread().interrupt();
            try {
                position.keep(position.position(), Files.size(log));
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            write("three\n");
            position.add(6);
            position.keep(position.position(), Files.size(log));
        }
        try (OutputPosition again = open()) {
            assertThat(again.position()).isEqualTo(14);
        }
    }
}
