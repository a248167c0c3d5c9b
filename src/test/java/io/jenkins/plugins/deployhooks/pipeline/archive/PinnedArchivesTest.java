package io.jenkins.plugins.deployhooks.pipeline.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedArchivesTest {
    private static final int TIMES = 3000;

    @TempDir
    private Path dir;

    @Test
    void twoDeploymentsOfOneBuildAreNotInEachOthersWay() throws Exception {
        Path build = dir.resolve("7");
        ExecutorService deployments = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> one = () -> comeAndGo(build.resolve("one"));
            Callable<Void> other = () -> comeAndGo(build.resolve("other"));
            for (Future<Void> each : deployments.invokeAll(List.of(one, other))) {
                each.get();
            }
        } finally {
            deployments.shutdownNow();
        }
        assertThat(build).as("the last one takes it away").doesNotExist();
    }

    private static Void comeAndGo(Path directory) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            PinnedArchives.make(directory);
            Files.createDirectory(directory.resolve("entries"));
            PinnedArchives.release(directory);
            assertThat(directory).doesNotExist();
        }
        return null;
    }
}
