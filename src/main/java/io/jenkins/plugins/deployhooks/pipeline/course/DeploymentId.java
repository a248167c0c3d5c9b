package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.pipeline.archive.place.KeptName;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Names of deployments and of their builds. */
final class DeploymentId {
    /** Characters that tell names apart which are the same without what has no place in an id. */
    private static final int DIGEST = 12;

    /** Names of files have an end. */
    private static final int LONGEST = 100;

    private DeploymentId() {}

    /**
     * Unique among all deployments of this Jenkins, also where a job got the old name of another one, and safe as the name
     * of a file.
     *
     * @param node the id of the deployment's step in {@code run}
     * @throws IOException if the name that is kept for the job can be neither read nor made
     */
    static String of(Run<?, ?> run, String node) throws IOException {
        String where = "-" + run.getNumber() + "-" + node;
        String job = run.getParent().getFullName();
        String plain = "jenkins-" + job.substring(Math.max(0, job.length() - LONGEST)) + where;
        return plain.replaceAll("[^A-Za-z0-9._-]", "-") + "-"
                + Util.getDigestOf(KeptName.of(run.getParent()) + where).substring(0, DIGEST);
    }

    /**
     * What leads to {@code run} after a restart, whatever the name of its job is then; null: its name has to do.
     *
     * <p>The very object that its program has: Jenkins replaces no other one where the program is saved, and what is not
     * replaced has the job's old name.
     */
    @CheckForNull
    static FlowExecutionOwner program(Run<?, ?> run) {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        FlowExecution program = owner == null ? null : owner.getOrNull();
        return program == null ? null : program.getOwner();
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
