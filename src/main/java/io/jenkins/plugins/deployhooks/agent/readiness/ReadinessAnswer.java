package io.jenkins.plugins.deployhooks.agent.readiness;

import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.report.PlainLine;
import java.io.Serializable;
import java.time.Duration;

/**
 * What an agent tells of an app: data of somebody who is not trusted.
 *
 * @param state the name of a state
 * @param reason for people
 */
public record ReadinessAnswer(String state, String reason) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 10_000;

    /**
     * The end of the wait.
     *
     * @param duration as the controller has measured it
     */
    public HookEnd end(Duration duration) {
        HookEnd.State known =
                switch (String.valueOf(state)) {
                    case "OK" -> HookEnd.State.OK;
                    case "ABORTED" -> HookEnd.State.ABORTED;
                    default -> HookEnd.State.FAILED;
                };
        String text = PlainLine.of(reason, LONGEST_REASON);
        return new HookEnd(known, HookEnd.Exit.NONE, text, duration, HookEnd.Output.NONE);
    }
}
