package io.jenkins.plugins.deployhooks.pipeline.closing;

import hudson.ExtensionPoint;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Something to be done when a deployment is over, before its step completes: after it nothing of the deployment happens any
 * more. An inner part of this plugin, in as many pieces as there are; those with a higher ordinal come first.
 */
@Restricted(NoExternalUse.class)
public interface Closing extends ExtensionPoint {
    /**
     * Does it, in a thread that may wait for disks; not for long, since the build waits. Called again after a restart of
     * the controller, and where a finished deployment is closed once more: so what is done already must be no fault.
     *
     * @param deployment the one that is over; also one of a single event, see {@link LiveDeployment#event}
     * @param outcome of the deployment
     * @throws IOException where it cannot be done; it is logged, and changes neither the outcome nor other closings
     */
    void close(LiveDeployment deployment, Outcome outcome) throws IOException, InterruptedException;
}
