package io.jenkins.plugins.deployhooks.pipeline.lock;

import hudson.model.Run;
import java.util.Set;

/**
 * Somebody who wants a lock, as long as he wants it.
 *
 * @param lock which
 * @param build the build
 * @param deployment the deployment, and those around it
 * @param since when it began to want the lock, milliseconds since 1970: who came first is served first
 * @param wake tells that asking again may help; returns at once
 */
record Claim(LockName lock, Run<?, ?> build, Nesting deployment, long since, Runnable wake) {
    /**
     * Whether its build runs. Deployments, and their answers, may come as late as the listeners of an ended build: it is not
     * building any more then, and its log is still updated. As long as a build is building its log is always.
     */
    boolean isAlive() {
        return build.isLogUpdated();
    }

    /**
     * A deployment in others.
     *
     * @param id of the deployment
     * @param around the ids of those that it stands inside of
     */
    record Nesting(String id, Set<String> around) {
        Nesting {
            around = Set.copyOf(around);
        }

        /** Whether the deployment called {@code other} cannot end before this one does. */
        boolean isInside(String other) {
            return id.equals(other) || around.contains(other);
        }
    }
}
