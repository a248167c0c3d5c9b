package io.jenkins.plugins.deployhooks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LauncherTreeTest {
    @Test
    void aSightKeepsTheOrderOfSignals() {
        List<Member> order = LongStream.of(90, 7, 44, 3, 61, 12, 5)
                .mapToObj(pid -> new Member(pid, pid, "p"))
                .toList();
        Set<Member> members = new LinkedHashSet<>(order);

        assertThat(new LauncherTree.Sight(true, members).members()).containsExactlyElementsOf(order);
    }
}
