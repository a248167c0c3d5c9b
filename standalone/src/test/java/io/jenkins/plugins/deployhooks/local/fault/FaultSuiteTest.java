package io.jenkins.plugins.deployhooks.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small part of {@link FaultSuite} in every build. */
class FaultSuiteTest {
    private static final long SEED = 20_261_122;

    @TempDir
    Path directory;

    @Test
    @Requirement({"S17", "S25", "S56", "J"})
    void everyPromiseHoldsOnTheDisk() throws Exception {
        FaultRuns runs = new FaultRuns(directory.toRealPath(), SEED);
        runs.run(240);
        assertThat(runs.broken()).as(runs.summary()).isEmpty();
        assertThat(ports(runs.caused().keySet())).as("a port without a fault").isEqualTo(ports(Set.of(Fault.values())));
    }

    private static Set<String> ports(Set<Fault> faults) {
        return faults.stream().map(fault -> fault.port).collect(Collectors.toSet());
    }

    @Test
    void whatIsLeftBehindIsSeenUnlessItIsOfAnotherProcess() throws Exception {
        long pid = ProcessHandle.current().pid();
        Leaks leaks = new Leaks(directory);
        Path others = Files.createTempDirectory("deploy-hook-" + (pid + 1) + "-");
        Path ours = Files.createTempDirectory("deploy-hook-" + pid + "-");
        try {
            assertThat(leaks.found()).containsExactly("temporary files: [" + ours + "]");
        } finally {
            Files.delete(others);
            Files.delete(ours);
        }
    }

    @Test
    void aFewRunsHaveASummaryToo() throws Exception {
        FaultRuns runs = new FaultRuns(directory.toRealPath(), SEED);
        runs.run(2);
        assertThat(runs.broken()).as(runs.summary()).isEmpty();
    }
}
