package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;

/**
 * Who has a lock, as it is on disk.
 *
 * @param version of this form
 * @param lock which lock
 * @param build the build by its id in this Jenkins
 * @param deployment the id of the deployment in it
 * @param since when it got the lock, milliseconds since 1970
 */
record LockOwner(int version, LockName lock, String build, String deployment, long since) {
    static final int VERSION = 1;

    /** Whether its build is there and runs: otherwise nobody has the lock. */
    boolean isAlive() {
        return isBuilding(build);
    }

    /** {@code folder/job #3}. */
    String buildName() {
        return build.replaceFirst("#(?=[^#]*$)", " #");
    }

    /** The build; null: it is gone. */
    @CheckForNull
    Run<?, ?> run() {
        return Run.fromExternalizableId(build);
    }

    static boolean isBuilding(String id) {
        Run<?, ?> run = Run.fromExternalizableId(id);
        return run != null && run.isBuilding();
    }
}
