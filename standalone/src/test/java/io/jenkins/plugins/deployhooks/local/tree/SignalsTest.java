package io.jenkins.plugins.deployhooks.local.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a child of this test. */
@Requirement("S38")
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class SignalsTest {
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    private Process child;
    private Member seen;

    @BeforeEach
    void start() throws IOException {
        child = new ProcessBuilder("sleep", "600").start();
        seen = ProcTable.entry(child.pid()).member();
    }

    @AfterEach
    void end() {
        child.destroyForcibly();
    }

    @Test
    void theOneThatWasSeenIsAskedOrEnded() throws Exception {
        Signals.send(seen, false);
        assertThat(status()).isEqualTo(128 + SIGTERM);
        start();
        Signals.send(seen, true);
        assertThat(status()).isEqualTo(128 + SIGKILL);
    }

    /** A wrong signal would be pending before the right one, and whichever ended the child would be told. */
    @ParameterizedTest
    @CsvSource({"true, -1, false", "true, 1, false", "false, -1, true", "false, 1, true"})
    void anotherThatHasItsNumberByNowIsLeftAlone(boolean wrong, long away, boolean right) throws Exception {
        Signals.send(new Member(seen.pid(), seen.start() + away, seen.name()), wrong);
        assertThat(child.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        Signals.send(seen, right);
        assertThat(status()).isEqualTo(128 + (right ? SIGKILL : SIGTERM));
    }

    @Test
    void oneThatIsGoneIsPassedOver() throws Exception {
        Signals.send(seen, true);
        status();
        Signals.send(seen, true);
        Signals.send(seen, false);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void groupsAreEndedWhole() throws Exception {
        Process one = new ProcessBuilder("setsid", "sh", "-c", "sleep 600 & sleep 600 & echo $!; wait").start();
        Process two = new ProcessBuilder("setsid", "sleep", "600").start();
        try {
            long inside = Long.parseLong(one.inputReader().readLine());
            await().atMost(50, TimeUnit.SECONDS)
                    .until(() -> ProcTable.entry(two.pid()).links().group() == two.pid());
            // a group that is gone already hinders nothing
            Signals.killGroups(new TreeSet<>(Set.of(child.pid(), one.pid(), two.pid())));
            assertThat(one.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(two.waitFor(50, TimeUnit.SECONDS)).isTrue();
            await().atMost(50, TimeUnit.SECONDS).until(() -> {
                // one look: it may be gone at the next
                ProcessEntry entry = ProcTable.entry(inside);
                return entry == null || entry.ended();
            });
            assertThat(child.isAlive()).isTrue();
        } finally {
            one.destroyForcibly();
            two.destroyForcibly();
        }
    }

    private int status() throws InterruptedException {
        assertThat(child.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return child.exitValue();
    }
}
