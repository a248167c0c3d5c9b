package io.jenkins.plugins.deployhooks.pipeline.archive;

import hudson.model.Job;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptName;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * Where names of apps and environments mean the same: {@code shop} in {@code production} is one place to deploy to for all
 * jobs of one domain, and another one elsewhere in the same Jenkins.
 */
public final class Domain {
    private Domain() {}

    /**
     * The name of the project of {@code job}: the job itself, or the multibranch project that it is a branch of. A pull request
     * from a fork is by itself: what it writes nobody else reads.
     */
    public static String project(Job<?, ?> job) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        return head == null || isFork(head)
                ? job.getFullName()
                : job.getParent().getFullName();
    }

    /**
     * The domain of a deployment of {@code job}: where neither app nor environment has a name, the job itself, since
     * nobody has said that another job goes to the same place. Otherwise the multibranch project that the job is a branch
     * of, or the job's folder where the app has a name, or the job. A pull request from a fork is always a domain of its
     * own: whoever opened it shares nothing with the jobs beside it.
     *
     * @param target what is deployed where
     * @return the name that is kept for an item, or for this Jenkins: the same when it was renamed or moved, and no other
     *     domain has it
     * @throws IOException if the name can be neither read nor made
     */
    public static String of(Job<?, ?> job, Target target) throws IOException {
        return isAlone(job, target) ? KeptName.of(job) : KeptName.of(job.getParent());
    }

    /** The directory of the item that {@link #of} names. */
    public static Path directory(Job<?, ?> job, Target target) {
        return (isAlone(job, target) ? job.getRootDir() : job.getParent().getRootDir()).toPath();
    }

    private static boolean isAlone(Job<?, ?> job, Target target) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        return head == null ? target.app() == null : target.isUnnamed() || isFork(head);
    }

    /** Whether {@code job} is a pull request from a fork: what it does somebody from outside decides. */
    static boolean isFork(Job<?, ?> job) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        return head != null && isFork(head);
    }

    private static boolean isFork(SCMHead head) {
        return head instanceof ChangeRequestSCMHead && !SCMHeadOrigin.DEFAULT.equals(head.getOrigin());
    }
}
