package io.jenkins.plugins.deployhooks.engine.process.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamilyTest {
    private final Family family = new Family(entry -> Family.Mark.UNKNOWN, Set.of());

    @Test
    void parentsComeBeforeTheirChildren() {
        family.lead(998);

        // as a shell lists files by their names
        Set<Member> members = family.membersOf(
                List.of(entry(1000, 999), entry(1001, 998), entry(998, 1), entry(999, 998), entry(5, 1000)));

        assertThat(members).extracting(Member::pid).containsExactly(998L, 1001L, 999L, 1000L, 5L);
    }

    @Test
    void aCircleOfParentsIsListedAsWell() {
        family.lead(998);

        Set<Member> members = family.membersOf(List.of(entry(998, 999), entry(999, 998)));

        assertThat(members).extracting(Member::pid).containsExactlyInAnyOrder(998L, 999L);
    }

    private static ProcessEntry entry(long pid, long parent) {
        return new ProcessEntry(new Member(pid, 7, "p"), new ProcessEntry.Links(parent, 998, 998), false);
    }
}
