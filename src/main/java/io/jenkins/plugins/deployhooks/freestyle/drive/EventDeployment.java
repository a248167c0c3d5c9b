package io.jenkins.plugins.deployhooks.freestyle.drive;

import hudson.AbortException;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.planning.JobProgram;
import java.io.IOException;
import java.util.Map;

/** The hooks of one event, as a deployment of their own. */
public final class EventDeployment {
    private EventDeployment() {}

    /**
     * Runs the hooks of {@code event}, with the settings of the deployment around the builder where there is one. What they
     * give later builders see.
     *
     * @throws AbortException with every problem of the definition, or if a hook has failed
     * @throws InterruptedException if somebody aborted it
     */
    public static void run(JobPlace place, String event) throws IOException, InterruptedException {
        JobDeployment around = Deployments.of(place.build());
        DeploymentArguments arguments =
                around == null ? new DeploymentArguments() : around.live().arguments();
        LiveDeployment live = new LiveDeployment(place.build(), Deployments.nextEvent(place.build()), arguments, event)
                .inside(around == null ? null : around.live());
        JobDeployment.plan(live, place, new JobProgram("", Map.of(), null));
        Drive drive = new Drive(live);
        BuildEnd end = BuildEnd.OK;
        try {
            drive.enter(place, Phase.BUILD);
        } catch (IOException | RuntimeException e) {
            end = BuildEnd.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            end = BuildEnd.aborted(place.build());
            throw e;
        } finally {
            drive.finish(place, end);
        }
        if (drive.wasAborted()) {
            throw new InterruptedException("the hooks of " + event + " were aborted");
        }
        Cause cause = live.cause();
        if (cause != null) {
            throw new AbortException(cause.reason());
        }
        Deployments.given(place.build(), live.outputs());
    }
}
