package io.jenkins.plugins.deployhooks.freestyle.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Cause;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.freestyle.place.BuildContext;
import io.jenkins.plugins.deployhooks.freestyle.place.JobPlace;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.course.Site;
import io.jenkins.plugins.deployhooks.pipeline.planning.JobProgram;
import io.jenkins.plugins.deployhooks.pipeline.planning.Planning;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The deployment around the builders of a build, in the thread of its executor: phases begin and end where the wrapper, the
 * builder of the run phase and the post-build step say so.
 */
public final class JobDeployment {
    private static final Logger LOGGER = Logger.getLogger(JobDeployment.class.getName());
    private static final int MOST_TRIES = 3;

    private final LiveDeployment deployment;
    private final Drive drive;
    private final Builders builders;

    /** Whether the post-build step gives the answer; otherwise the end of the builders does. */
    private final boolean answeredLater;

    private JobPlace place;

    /** The result of the build that the deployment knows of. */
    @CheckForNull
    private Result told;

    private boolean hidden;

    private JobDeployment(JobPlace place, LiveDeployment deployment, Shape shape) {
        this.place = place;
        this.deployment = deployment;
        this.drive = new Drive(deployment);
        this.builders = new Builders(shape.builders());
        this.answeredLater = shape.answeredLater();
    }

    /**
     * What the job is made of.
     *
     * @param program what carries out the phases
     * @param builders how many builders there are
     * @param answeredLater whether there is the post-build step that gives the answer
     */
    public record Shape(JobProgram program, int builders, boolean answeredLater) {}

    /** Work that asks for variables. */
    interface Asking {
        EnvVars ask() throws IOException, InterruptedException;
    }

    /**
     * Plans the deployment of a build, and begins its build phase.
     *
     * @throws AbortException with every problem of the definition, or the failure of a hook
     * @throws InterruptedException if somebody aborted the build meanwhile
     */
    public static JobDeployment begin(JobPlace place, DeploymentArguments arguments, Shape shape)
            throws IOException, InterruptedException {
        LiveDeployment live = new LiveDeployment(place.build(), "lifecycle", arguments, null);
        plan(live, place, shape.program());
        JobDeployment deployment = new JobDeployment(place, live, shape);
        Deployments.begun(place.build(), deployment);
        try {
            deployment.enter(place, Phase.BUILD);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (!shape.answeredLater()) {
                // Nobody comes any more who could do it.
                deployment.answer(place, deployment.ending(e));
                deployment.throwIfAborted();
            }
            throw e;
        }
        return deployment;
    }

    static void plan(LiveDeployment live, JobPlace place, JobProgram program) throws IOException, InterruptedException {
        BuildContext context = new BuildContext(place, live, BuildVariables.around(place));
        FilePath workspace = place.workspace();
        Site site = Site.of(context);
        if (workspace == null || site == null) {
            throw new AbortException("the build has no workspace, or its agent is gone");
        }
        new Planning(workspace, context.get(EnvVars.class), place.listener().getLogger(), program)
                .plan(live, site, null);
        // Nobody goes on with it after a restart, and of a build that its controller does not survive nobody tells the
        // end.
        try {
            live.forgetCommands();
        } catch (IOException e) {
            // The deployment has been announced, and must come to an end that is told; there the commands go once more.
            LOGGER.log(Level.WARNING, e, () -> "commands of " + place.build() + " stay in plan.json until it ends");
        }
    }

    private BuildEnd ending(Throwable thrown) {
        return thrown instanceof InterruptedException
                ? BuildEnd.aborted(place.build())
                : BuildEnd.failed(String.valueOf(thrown.getMessage()));
    }

    LiveDeployment live() {
        return deployment;
    }

    Builders builders() {
        return builders;
    }

    /**
     * Begins a phase, and does what comes before its body.
     *
     * @throws AbortException if the phase cannot begin now, or if the deployment has failed
     */
    public void enter(JobPlace here, Phase phase) throws IOException, InterruptedException {
        place = here;
        drive.enter(here, phase);
        going(here);
    }

    /** Whether the body of {@code phase} is what is to be done now. */
    public boolean isIn(Phase phase) {
        PlannedStep own = drive.own();
        return own != null && own.id().equals(phase.id());
    }

    /** Whether the build phase is over, so that its builders come too late. */
    public boolean isBuilt() {
        return drive.own() != null && !isIn(Phase.BUILD);
    }

    /** Why the body of {@code phase} is left out, for people. */
    public String reason(Phase phase) {
        return deployment.step(phase.id()).choice().decision().reason();
    }

    /** The builders of the build phase have ended, unless they were left out: postBuild hooks and archive follow. */
    public void leaveBuild(JobPlace here) throws IOException, InterruptedException {
        place = here;
        if (isIn(Phase.BUILD)) {
            ended(here, since(builders.failure()));
        }
        going(here);
    }

    /** The body of the run phase has ended as {@code end} says, or better than the result of the build does. */
    public void leaveRun(JobPlace here, BuildEnd end) throws IOException, InterruptedException {
        ended(here, end.reason().isEmpty() ? since(null) : end);
        going(here);
    }

    private BuildEnd since(@CheckForNull String failure) {
        return BuildEnd.since(told, place.build(), failure);
    }

    private void ended(JobPlace here, BuildEnd end) throws IOException, InterruptedException {
        told = here.build().getResult();
        deployment.bodyEnded(end.end(), end.reason());
        drive.on(here, false);
    }

    /** Nothing is wrong: no failure, no abort. */
    private void going(JobPlace here) throws AbortException, InterruptedException {
        Cause cause = deployment.cause();
        if (drive.wasAborted() || cause != null && cause.outcome() == Outcome.ABORTED) {
            throw new InterruptedException("the deployment was aborted");
        }
        if (cause != null) {
            here.say(cause.reason());
            throw new AbortException(
                    "the deployment has failed" + (cause.stepId() == null ? "" : " in " + cause.stepId()));
        }
    }

    /**
     * All builders had their turn, and other wrappers are still there.
     *
     * @return whether the deployment has not failed
     * @throws InterruptedException if somebody aborted the build in this
     */
    public boolean buildersEnded() throws IOException, InterruptedException {
        BuildEnd end = since(builders.obstacle());
        if (isIn(Phase.BUILD)) {
            ended(place, end);
        }
        if (!answeredLater) {
            answer(place, end);
        }
        throwIfAborted();
        return deployment.cause() == null;
    }

    private void throwIfAborted() throws InterruptedException {
        if (drive.wasAborted()) {
            throw new InterruptedException("the deployment was aborted");
        }
    }

    /** The build has its result: runSucceeded or runFailed, then cleanup. */
    public void answer(JobPlace here) throws IOException, InterruptedException {
        answer(here, since(builders.failure()));
    }

    private void answer(JobPlace here, BuildEnd end) throws IOException, InterruptedException {
        place = here;
        drive.finish(here, end);
    }

    /** Whether somebody aborted a step of the deployment since this was asked last. */
    public boolean wasAborted() {
        return drive.wasAborted();
    }

    /** What made the deployment fail; null: nothing. */
    @CheckForNull
    public String failure() {
        Cause cause = deployment.cause();
        return cause == null ? null : cause.reason();
    }

    /**
     * Nobody comes after this. Somebody may press "abort" in the middle of it: what was asked then is asked again, as the
     * answer is due all the same, but not for ever.
     */
    void answerAtLast() {
        boolean interrupted = false;
        for (int tries = 1; !drive.isFinished(); tries++) {
            try {
                answer(place);
            } catch (InterruptedException e) {
                interrupted = true;
                if (drive.goesDown()) {
                    break; // the next look at the report finds it cut off
                } else if (tries == MOST_TRIES) {
                    drive.abandon(place, End.ABORTED, "aborted again and again while the answer began");
                }
            } catch (IOException | RuntimeException | Error e) {
                drive.abandon(place, End.FAILED, String.valueOf(e));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What builders see now. */
    Map<String, String> variables() {
        if (hidden) {
            return Map.of();
        }
        PlannedStep own = drive.own();
        return own == null ? deployment.outputs() : deployment.variables(own);
    }

    /** The answer to {@code asking} as if there were no deployment. */
    EnvVars unseen(Asking asking) throws IOException, InterruptedException {
        hidden = true;
        try {
            return asking.ask();
        } finally {
            hidden = false;
        }
    }
}
