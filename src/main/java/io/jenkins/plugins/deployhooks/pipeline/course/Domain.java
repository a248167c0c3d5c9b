package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
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
     * The domain of a deployment of {@code job}: the multibranch project that the job is a branch of; otherwise the job's
     * folder where the app has a name, and the job itself where it has none. A pull request from a fork is always a domain of
     * its own: whoever opened it shares nothing with the jobs beside it.
     *
     * @param app the name of the app; null: it has none
     * @return the full name of an item, or nothing for the root of this Jenkins; no other domain has it
     */
    public static String of(Job<?, ?> job, @CheckForNull String app) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (head == null) {
            return app == null ? job.getFullName() : job.getParent().getFullName();
        }
        return isFork(head) ? job.getFullName() : job.getParent().getFullName();
    }

    private static boolean isFork(SCMHead head) {
        return head instanceof ChangeRequestSCMHead && !SCMHeadOrigin.DEFAULT.equals(head.getOrigin());
    }
}
