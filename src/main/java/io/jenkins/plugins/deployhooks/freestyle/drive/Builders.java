package io.jenkins.plugins.deployhooks.freestyle.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.BuildStepListener;
import hudson.model.Describable;
import hudson.tasks.BuildStep;

/** How the builders and publishers of a build fare that a deployment is around: Jenkins tells nobody else which one has failed. */
final class Builders {
    private final int count;
    private int ended;

    @CheckForNull
    private String running;

    @CheckForNull
    private String failed;

    /** @param count how many builders the job has */
    Builders(int count) {
        this.count = count;
    }

    void started(BuildStep step) {
        unfinished();
        running = name(step);
    }

    void finished(BuildStep step, boolean well) {
        running = null;
        ended++;
        if (!well && failed == null) {
            failed = name(step) + " failed";
        }
    }

    /** Nobody is told of a builder that ends with an exception. */
    private void unfinished() {
        if (running != null && failed == null) {
            failed = running + " ended with an error";
        }
        running = null;
    }

    /** Which builder or publisher failed first, and how; null: none is known. May be asked by one of them. */
    @CheckForNull
    String failure() {
        return failed;
    }

    /** Why not all builders have ended well; null: they have. To be asked when they had their turn, before publishers have. */
    @CheckForNull
    String obstacle() {
        unfinished();
        return failed == null && ended < count ? "the build ended before its builders did" : failed;
    }

    /** How {@code step} is called in forms. */
    static String name(BuildStep step) {
        return step instanceof Describable<?> described
                ? "‘" + described.getDescriptor().getDisplayName() + "’"
                : step.getClass().getSimpleName();
    }

    /** Hears of them. */
    @Extension
    public static final class Listener extends BuildStepListener {
        @Override
        public void started(AbstractBuild build, BuildStep step, BuildListener listener) {
            JobDeployment deployment = Deployments.of(build);
            if (deployment != null) {
                deployment.builders().started(step);
            }
        }

        @Override
        public void finished(AbstractBuild build, BuildStep step, BuildListener listener, boolean canContinue) {
            JobDeployment deployment = Deployments.of(build);
            if (deployment != null) {
                deployment.builders().finished(step, canContinue);
            }
        }
    }
}
