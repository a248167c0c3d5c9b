package io.jenkins.plugins.deployhooks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.agent.remote.Ending;
import io.jenkins.plugins.deployhooks.agent.remote.Prepared;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a hostile agent may say of a hook, and what becomes of it. */
class ToldTest {
    private static final String LONG = "x".repeat(1_000_000);

    private static Ending ending(Map<String, String> values, List<String> notes) {
        return Told.ending(new Ending(0, false, new Ending.Found(values, notes), Map.of()));
    }

    @Test
    void valuesAreHeldToTheRulesOfTheFile() {
        Map<String, String> values = new HashMap<>();
        values.put("GOOD", "value");
        values.put("DEPLOY_RESULT", "SUCCESS");
        values.put("not a name", "x");
        values.put("LINES", "a\nb");
        values.put("NUL", "a\0b");
        values.put("LONG", "y".repeat(200_000));

        Ending told = ending(values, List.of());

        assertThat(told.found().values()).containsOnly(Map.entry("GOOD", "value"));
        assertThat(told.found().notes())
                .hasSize(5)
                .anyMatch(note -> note.contains("DEPLOY_RESULT was left out"))
                .anyMatch(note -> note.contains("a value of several lines"))
                .anyMatch(note -> note.contains("longer than 100000 bytes"));
    }

    @Test
    void valuesAreNotWithoutNumber() {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            values.put("KEY" + i, "value");
        }
        assertThat(ending(values, List.of()).found().values()).hasSize(1000);
        Map<String, String> large = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            large.put("KEY" + i, "y".repeat(90_000));
        }
        assertThat(ending(large, List.of()).found().values()).hasSizeLessThan(12);
    }

    @Test
    void valuesOfAnotherKindAreLeftOut() {
        Map<Object, Object> lie = Map.of("NUMBER", 7);
        @SuppressWarnings({"unchecked", "rawtypes"}) // a lie: no such value could be told otherwise
        Ending told = ending((Map) lie, List.of());
        assertThat(told.found().values()).isEmpty();
        assertThat(told.found().notes()).singleElement().asString().contains("no text");
    }

    @Test
    void notesAreLinesAndNotWithoutNumber() {
        Ending told = ending(Map.of(), List.of("one\r\n\u001b[31mFinished: SUCCESS", LONG, "a\u202eb"));
        assertThat(told.found().notes())
                .hasSize(3)
                .startsWith("one [31mFinished: SUCCESS")
                .contains("a b")
                .allSatisfy(note -> assertThat(note).hasSizeLessThan(2010));
        assertThat(ending(Map.of(), Collections.nCopies(100_000, "n")).found().notes())
                .hasSize(51)
                .endsWith("99950 more notes of the agent were left out.");
        assertThat(Told.lines(null)).isEmpty();
    }

    @Test
    void anyStatusAndAnyDiskIsTaken() {
        for (int status : new int[] {Integer.MIN_VALUE, -1, 0, 255, 256, Integer.MAX_VALUE}) {
            Ending told = Told.ending(
                    new Ending(status, true, new Ending.Found(Map.of(), List.of()), Map.of(LONG, Long.MIN_VALUE)));
            assertThat(told.status()).isEqualTo(status);
            assertThat(told.disks()).hasSize(1).containsValue(0L);
            assertThat(told.disks().keySet().iterator().next()).hasSizeLessThan(2010);
        }
    }

    @Test
    void disksAreNotWithoutNumber() {
        Map<String, Long> disks = new HashMap<>();
        for (long i = 0; i < 10_000; i++) {
            disks.put("disk" + i, i);
        }
        assertThat(Told.ending(new Ending(0, false, new Ending.Found(Map.of(), List.of()), disks))
                        .disks())
                .hasSize(50);
    }

    @Test
    void anEndWithoutAnythingIsNone() {
        assertThatThrownBy(() -> Told.ending(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Told.ending(new Ending(0, false, null, Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPreparationIsBoundedOrRefused() throws Exception {
        Prepared.Rest rest = new Prepared.Rest(0, "one\ntwo " + LONG, Long.MIN_VALUE, List.of(LONG));
        Prepared told = Told.prepared(new Prepared(Prepared.State.READY, program(List.of("sh")), LONG, rest));
        assertThat(told.display()).hasSize(100_000);
        assertThat(told.rest().idleMillis()).isZero();
        assertThat(told.rest().message()).startsWith("one two x").hasSizeLessThan(2010);
        assertThat(told.rest().notes()).allSatisfy(note -> assertThat(note).hasSizeLessThan(2010));

        Prepared.Rest none = new Prepared.Rest(0, "", 0, List.of());
        for (Prepared lie : new Prepared[] {
            null,
            new Prepared(null, program(List.of("sh")), "", none),
            new Prepared(Prepared.State.READY, program(List.of("sh")), null, none),
            new Prepared(Prepared.State.READY, program(List.of("sh")), "", null),
            new Prepared(Prepared.State.READY, program(List.of()), "", none),
            new Prepared(Prepared.State.READY, program(Collections.nCopies(100_000, "sh")), "", none),
            new Prepared(Prepared.State.READY, program(Collections.nCopies(5, LONG)), "", none),
            new Prepared(Prepared.State.READY, null, "", none),
            new Prepared(Prepared.State.READY, new Prepared.Program(List.of("sh"), Map.of("PATH", "x")), "", none),
        }) {
            assertThatThrownBy(() -> Told.prepared(lie))
                    .as(String.valueOf(lie == null ? null : lie.state()))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The agent gave no");
        }
    }

    private static Prepared.Program program(List<String> words) {
        return new Prepared.Program(words, Map.of("DEPLOY_HOOK_COMMAND", "x"));
    }
}
