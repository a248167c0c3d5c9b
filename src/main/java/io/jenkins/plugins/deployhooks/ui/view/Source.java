package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.place.ConsoleMark;
import io.jenkins.plugins.deployhooks.ui.place.StepPlaces;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * What is known of a deployment.
 *
 * @param run its build
 * @param name of the deployment in its build
 * @param report what happened
 * @param places where its steps were carried out
 */
public record Source(Run<?, ?> run, String name, Report report, StepPlaces places) {
    private static final String LOG = ".log";
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

    /** The directory of the logs of {@code deployment} of {@code run}. */
    public static Path logs(Run<?, ?> run, String deployment) {
        return run.getRootDir().toPath().resolve("deploy-hooks").resolve(deployment);
    }

    /** The file of the log of {@code step}; null: it has none. */
    @CheckForNull
    Path log(StepReport step) {
        return step.log() == null ? null : logs(run, name).resolve(step.log());
    }

    /**
     * What the log of {@code step} is called in addresses; null: it has none. A name begins with the place of the step, so it
     * stays unique without the characters that mean something in an address.
     */
    @CheckForNull
    static String segment(StepReport step) {
        String log = step.log();
        return log == null
                ? null
                : UNSAFE.matcher(log.substring(0, log.length() - (log.endsWith(LOG) ? LOG.length() : 0)))
                        .replaceAll("_");
    }

    /** The address of the log of {@code step}, relative to the root of Jenkins; null: it has none. */
    @CheckForNull
    String logUrl(StepReport step) {
        String segment = segment(step);
        return segment == null ? null : run.getUrl() + "deployHooks/log/" + Util.rawEncode(name) + "/" + segment + "/";
    }

    /** The address of the line in the console of attempt {@code attempt}, relative to the root of Jenkins; null: there is none. */
    @CheckForNull
    String consoleUrl(StepReport step, int attempt) {
        return step.log() == null
                ? null
                : run.getUrl() + "consoleFull#" + ConsoleMark.id(name + "/" + step.log(), attempt);
    }

    /** The address of the log of a node, relative to the root of Jenkins; null: the build has no graph. */
    @CheckForNull
    String nodeUrl(@CheckForNull String node) {
        return node == null || !(run instanceof FlowExecutionOwner.Executable)
                ? null
                : run.getUrl() + "execution/node/" + Util.rawEncode(node) + "/log/";
    }
}
