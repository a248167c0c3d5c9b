package io.jenkins.plugins.deployhooks.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.agent.readiness.ReadinessAnswer;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an agent says gets into logs and decides what is built: whatever it says does no harm. */
class AnswersOfAgentsTest {
    @Test
    void notesAreLinesAndNotWithoutNumber() throws Exception {
        List<String> notes = new ArrayList<>(Collections.nCopies(10_000, "note"));
        notes.set(0, "first\r\n\u001b[31mFinished: SUCCESS");
        notes.set(3, "a\u0085b\u2028c\u202ed");
        notes.set(1, "x".repeat(1_000_000));
        notes.set(2, null);
        Archives.Work work = new ArchiveDone(new ArchiveDone.Size(-1, -1), new ArrayList<>(notes), null).work("key");
        assertThat(work.notes()).hasSize(200).allMatch(note -> note.length() < 5000 && !note.contains("\n"));
        assertThat(work.notes().get(0)).isEqualTo("first [31mFinished: SUCCESS");
        assertThat(work.notes().get(3)).isEqualTo("a b c d");
        assertThat(work.archive()).isEqualTo(new Archives.Archived("key", 0, 0));
    }

    @Test
    void aFailureIsAFailureWithOneLine() {
        assertThatThrownBy(() -> new ArchiveDone(null, null, "no\nroom").work("key"))
                .isInstanceOf(IOException.class)
                .hasMessage("no room");
    }

    @Test
    void nothingSaidIsNothingDone() throws Exception {
        assertThat(new ArchiveDone(null, null, null).work("key")).isEqualTo(new Archives.Work(null, List.of()));
    }

    @Test
    void anAppThatIsNotReadyIsToldOfInOneLine() {
        HookEnd end =
                new ReadinessAnswer("FAILED", "no\nFinished: SUCCESS\u2028" + "x".repeat(100_000)).end(Duration.ZERO);
        assertThat(end.reason()).startsWith("no Finished: SUCCESS x").hasSizeLessThan(11_000);
    }

    @Test
    void anAppIsReadyOnlyIfTheAgentSaysSo() {
        assertThat(new ReadinessAnswer("OK", "").end(Duration.ZERO).state()).isEqualTo(HookEnd.State.OK);
        assertThat(new ReadinessAnswer("ABORTED", "").end(Duration.ZERO).state())
                .isEqualTo(HookEnd.State.ABORTED);
        for (String state : Arrays.asList("FAILED", "ok", "SKIPPED", "", null)) {
            assertThat(new ReadinessAnswer(state, null).end(Duration.ZERO).state())
                    .as(state)
                    .isEqualTo(HookEnd.State.FAILED);
        }
    }

    @Test
    void whatDecidesIsWithinLimitsOrRefused() {
        for (LookAtTree.Found lie : List.of(
                new LookAtTree.Found(null, null, null),
                new LookAtTree.Found("{}", null, null),
                new LookAtTree.Found("[".repeat(1_000_000), null, null),
                new LookAtTree.Found("{}", "$(rm -rf /)", null),
                new LookAtTree.Found(null, null, "cannot read\n/etc/passwd"))) {
            assertThatThrownBy(lie::checked).isInstanceOf(IOException.class).hasMessageNotContaining("\n");
        }
    }
}
