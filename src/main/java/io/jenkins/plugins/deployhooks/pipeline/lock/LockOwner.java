package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptName;
import java.io.IOException;

/**
 * Who has a lock, as it is on disk.
 *
 * @param version of this form
 * @param lock which lock
 * @param build the build by its id in this Jenkins, as it was then
 * @param job the name of its job that stays where the job is renamed; null: a version before this one got the lock
 * @param deployment the id of the deployment in it
 * @param since when it got the lock, milliseconds since 1970
 */
record LockOwner(
        int version,
        LockName lock,
        String build,
        @CheckForNull String job,
        String deployment,
        long since) {
    static final int VERSION = 1;

    /** {@code claim} gets what it wants now. */
    static LockOwner of(Claim claim) throws IOException {
        return new LockOwner(
                VERSION,
                claim.lock(),
                claim.build().getExternalizableId(),
                KeptName.of(claim.build().getParent()),
                claim.deployment().id(),
                System.currentTimeMillis());
    }

    /** Whether its build is there and runs: otherwise nobody has the lock. */
    boolean isAlive() throws IOException {
        Run<?, ?> run = run();
        return run != null && run.isLogUpdated();
    }

    /** {@code folder/job #3}. */
    String buildName() {
        return build.replaceFirst("#(?=[^#]*$)", " #");
    }

    /** The build, also where its job has another name by now; null: it is gone. */
    @CheckForNull
    Run<?, ?> run() throws IOException {
        Run<?, ?> named = Run.fromExternalizableId(build);
        if (job == null || named != null && KeptName.isOf(named.getParent(), job)) {
            return named;
        }
        Job<?, ?> renamed = KeptName.find(job);
        return renamed == null ? null : renamed.getBuildByNumber(number());
    }

    private int number() {
        return Integer.parseInt(build.substring(build.lastIndexOf('#') + 1));
    }
}
