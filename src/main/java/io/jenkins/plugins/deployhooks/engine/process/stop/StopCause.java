package io.jenkins.plugins.deployhooks.engine.process.stop;

import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;

/** Why a running hook is stopped, and how people are told. */
public enum StopCause {
    /** Somebody asked for it. */
    REQUEST,
    /** Its time was up (S38). */
    TIMEOUT,
    /** It was quiet for too long. */
    INACTIVITY;

    /**
     * What happened, what the stop did, and what to do about it.
     *
     * @param limit which was exceeded; not looked at for a request
     * @param done {@link StopOutcome#describe}
     */
    public String sentence(TimeLimit limit, String done) {
        return switch (this) {
            case TIMEOUT ->
                "Time-out: not finished after " + limit + ". " + done + " Raise 'timeout' if it needs longer.";
            case INACTIVITY ->
                "Time-out: no output for " + limit + ". " + done
                        + " Raise 'inactivityTimeout' if it is quiet for longer.";
            case REQUEST -> "Stopped on request. " + done;
        };
    }
}
