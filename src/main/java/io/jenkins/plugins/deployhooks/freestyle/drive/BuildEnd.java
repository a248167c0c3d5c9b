package io.jenkins.plugins.deployhooks.freestyle.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractBuild;
import hudson.model.Executor;
import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;

/**
 * How a part of a build has ended.
 *
 * @param end in the words of a deployment
 * @param reason for people; empty: it ended well
 */
public record BuildEnd(End end, String reason) {
    /** It ended well. */
    public static final BuildEnd OK = new BuildEnd(End.OK, "");

    /** It failed. */
    public static BuildEnd failed(String reason) {
        return new BuildEnd(End.FAILED, reason);
    }

    /** Somebody aborted {@code build}. */
    public static BuildEnd aborted(AbstractBuild<?, ?> build) {
        List<CauseOfInterruption> causes = new ArrayList<>();
        InterruptedBuildAction recorded = build.getAction(InterruptedBuildAction.class);
        if (recorded != null) {
            causes.addAll(recorded.getCauses());
        }
        Executor executor = Executor.currentExecutor();
        if (executor != null) {
            causes.addAll(executor.getCausesOfInterruption());
        }
        String said = causes.stream()
                .map(CauseOfInterruption::getShortDescription)
                .distinct()
                .collect(Collectors.joining(", "));
        return new BuildEnd(End.ABORTED, said.isEmpty() ? "the build was aborted" : said);
    }

    /**
     * What {@code build}, whose result was {@code before}, has come to since.
     *
     * @param before null: it had none
     * @param failure what is known to have failed; null: nothing
     */
    static BuildEnd since(@CheckForNull Result before, AbstractBuild<?, ?> build, @CheckForNull String failure) {
        Result now = build.getResult();
        if (now != null && now.isWorseOrEqualTo(Result.ABORTED)) {
            return aborted(build);
        }
        boolean worse = now != null && (before == null || now.isWorseThan(before));
        if (failure != null || worse && now.isWorseThan(Result.UNSTABLE)) {
            return failed(failure == null ? "the result of the build is " + now : failure);
        }
        return worse && now.equals(Result.UNSTABLE)
                ? new BuildEnd(End.UNSTABLE, "the result of the build is " + now)
                : OK;
    }
}
