package io.jenkins.plugins.deployhooks.engine.premises;

import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import java.io.IOException;
import java.util.List;

/** Port: works on the directory of the app. */
@FunctionalInterface
public interface Premises {
    /** For deployments whose plan has no such work. */
    Premises NONE = step -> {
        throw new IOException("nobody works on the directory of the app here");
    };

    /**
     * Does what a step is for that mounts, unmounts, freezes or looks for changes.
     *
     * @return notes for people
     * @throws IOException where it failed, or where files have changed that must not; the message is for people
     */
    List<String> carryOut(PlannedStep step) throws IOException, InterruptedException;
}
