package io.jenkins.plugins.deployhooks.pipeline.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingsTest {
    @Test
    void reasonsAndNotesAreLinesWhoeverSaidThem(@TempDir Path directory) throws Exception {
        Endings endings = new Endings(Journal.open(directory.resolve("a-1.json")), value -> false);
        endings.note("Left running: 7 (x\nFinished: SUCCESS)");
        HookEnd end = endings.without(
                new Endings.How(
                        HookEnd.State.FAILED,
                        "It could not be started. no\r\nFinished: SUCCESS\u2028" + "x".repeat(9999)),
                HookEnd.Exit.NONE,
                List.of());
        assertThat(end.reason())
                .startsWith("It could not be started. no Finished: SUCCESS x")
                .hasSizeLessThan(5000);
        assertThat(end.output().notes()).containsExactly("Left running: 7 (x Finished: SUCCESS)");
    }
}
