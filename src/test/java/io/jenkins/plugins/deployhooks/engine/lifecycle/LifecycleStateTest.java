package io.jenkins.plugins.deployhooks.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Stopping;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleStateTest {
    private static final LifecycleState FULL = new LifecycleState(
            new LifecycleState.Cursor(Section.FAILED, 9, 2, LifecycleState.Status.RUNNING),
            new LifecycleState.Abort(Stopping.ASKED, true, false),
            new LifecycleState.Findings(
                    new Cause(Outcome.FAILED, "preRun/a", End.TIMED_OUT, "\"quoted\" ✗\n"), true, false, true, false));

    @Test
    void aStateIsReadAsItWasWritten() {
        assertThat(LifecycleState.decode(FULL.encode())).isEqualTo(FULL);
        assertThat(LifecycleState.decode(LifecycleState.INITIAL.encode())).isEqualTo(LifecycleState.INITIAL);
    }

    /** Saved states outlive the code that wrote them: this text must stay readable for ever. */
    @Test
    void aStateOfTheFirstVersionIsStillRead() {
        String first = """
            {"cursor":{"section":"FAILED","position":9,"attempt":2,"status":"RUNNING"},\
            "abort":{"stopping":"ASKED","aborted":true,"ending":false},\
            "findings":{"cause":{"outcome":"FAILED","stepId":"preRun/a","end":"TIMED_OUT",\
            "reason":"\\"quoted\\" ✗\\n"},"unstable":true,"restoreFailed":false,"archiveBarred":true}}\
            """;
        assertThat(LifecycleState.decode(first)).isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"cursor\":null}", "{\"cursor\":{\"section\":\"NOWHERE\"}}"})
    void whatIsNoStateIsRefused(String text) {
        assertThatThrownBy(() -> LifecycleState.decode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not the state of a deployment");
    }

    @Test
    void anOutcomeIsKnownByItsWord() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(Outcome.of(outcome.id())).isEqualTo(outcome);
        }
        assertThatThrownBy(() -> Outcome.of("well")).isInstanceOf(IllegalArgumentException.class);
    }
}
