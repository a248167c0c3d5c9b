package io.jenkins.plugins.deployhooks.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Thousands of deployments with faults at every port; runs only when it is asked for, see {@code bench/faults.sh}. System
 * properties: {@code faults.runs}, {@code faults.seed}, {@code faults.directory}.
 */
class FaultSuite {
    @Test
    void everyPromiseHoldsOnTheDisk() throws IOException, InterruptedException {
        long seed = Long.getLong("faults.seed", System.currentTimeMillis());
        Path base = Path.of(System.getProperty("faults.directory", System.getProperty("java.io.tmpdir")));
        Path directory = Files.createTempDirectory(base, "faults");
        // Each fault of a port is logged with its trace, which nobody reads here.
        Logger quiet = Logger.getLogger("io.jenkins.plugins.deployhooks");
        quiet.setLevel(Level.OFF);
        FaultRuns runs = new FaultRuns(directory, seed);
        runs.run(Integer.getInteger("faults.runs", 10_000));
        System.out.println(runs.summary());
        Trees.delete(directory);
        assertThat(runs.broken()).as("promises broken, and the seeds").isEmpty();
    }
}
