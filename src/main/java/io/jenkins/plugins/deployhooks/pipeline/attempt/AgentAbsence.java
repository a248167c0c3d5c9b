package io.jenkins.plugins.deployhooks.pipeline.attempt;

import hudson.remoting.Channel;
import hudson.remoting.RequestAbortedException;
import java.time.Duration;
import jenkins.util.SystemProperties;

/** How agents that went away are recognised, and how long they are waited for. */
public final class AgentAbsence {
    /** The pause before the agent is tried again. */
    public static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private AgentAbsence() {}

    /** Whether {@code fault} says that the agent cannot be reached, so that waiting may help. */
    public static boolean isCause(Throwable fault) {
        if (Channel.isClosedChannelException(fault)) {
            return true;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof RequestAbortedException) {
                return true; // the connection was closed in the middle of a question
            }
            // of a plugin that is not needed otherwise
            if (cause.getClass().getSimpleName().equals("AgentOfflineException")) {
                return true;
            }
        }
        return false;
    }

    /** How long an agent is waited for; asked each time, as administrators and tests may change it. */
    public static Duration limit() {
        return Duration.ofSeconds(SystemProperties.getLong("io.jenkins.plugins.deployhooks.agentWaitSeconds", 300L));
    }
}
