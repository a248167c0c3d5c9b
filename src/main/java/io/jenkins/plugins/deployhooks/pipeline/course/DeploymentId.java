package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Names of deployments and of their builds. */
final class DeploymentId {
    /** Characters that tell names apart which are the same without what has no place in an id. */
    private static final int DIGEST = 12;

    private DeploymentId() {}

    /**
     * Unique among all deployments of this Jenkins, and safe as the name of a file.
     *
     * @param node the id of the deployment's step in {@code run}
     */
    static String of(Run<?, ?> run, String node) {
        String whole = "jenkins-" + run.getParent().getFullName() + "-" + run.getNumber() + "-" + node;
        String plain = whole.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.equals(whole)
                ? plain
                : plain + "-" + Util.getDigestOf(whole).substring(0, DIGEST);
    }

    /**
     * A build.
     *
     * @param name that it had in this Jenkins
     * @param program leads to it whatever the name of its job is by now; null: nothing does
     */
    static Run<?, ?> build(String name, @CheckForNull FlowExecutionOwner program) {
        try {
            if (program != null && program.getExecutable() instanceof Run<?, ?> run) {
                return run;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Run<?, ?> run = Run.fromExternalizableId(name);
        if (run == null) {
            throw new IllegalStateException("the build " + name + " is gone");
        }
        return run;
    }
}
