package io.jenkins.plugins.deployhooks.pipeline.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines that wait in as many different places as there are forms in which something is saved. */
final class SavedScripts {
    /** Waits in a hook of a phase, with arguments of all kinds. */
    static final String HOOK = "hook";

    /** Waits in the body of a phase. */
    static final String BODY = "body";

    /** Waits in a hook between the phases, for which an executor had to be taken. */
    static final String BETWEEN = "between";

    /** Waits in a step deployHook and in an event by itself. */
    static final String ALONE = "alone";

    private final Path place;

    SavedScripts(Path place) {
        this.place = place;
    }

    void start(JenkinsRule jenkins) throws Exception {
        start(
                jenkins,
                HOOK,
                "node { withDeployLifecycle(app: 'shop', environment:"
                        + " 'production', timeout: '24h', killGrace: '5s', shell: 'sh', onFailure: 'fail', hooks: ["
                        + lifecycle("preBuild", leave(HOOK, "preBuild") + "; echo VERSION=1.2 >> \"$DEPLOY_OUTPUT\"")
                        + ", lifecycleHook(event: 'preRun', name: 'migrate', retries: 1, backoff: '1s', dir: '.',"
                        + " inactivityTimeout: 'none', onFailure: 'unstable', run: '''"
                        + leave(HOOK, "preRun") + wait(HOOK) + "'''), "
                        + lifecycle("runSucceeded", leave(HOOK, "runSucceeded $DEPLOY_RESULT")) + ", "
                        + lifecycle("runFailed", leave(HOOK, "runFailed $DEPLOY_RESULT")) + ", "
                        + lifecycle("cleanup", leave(HOOK, "cleanup")) + "]) {"
                        + " deployHooks('build') { " + sh(leave(HOOK, "build")) + " };"
                        + " deployHooks('run') { " + sh(leave(HOOK, "run $VERSION")) + " } } }");
        start(
                jenkins,
                BODY,
                "node { " + definition(BODY, "")
                        + " withDeployLifecycle { deployHooks('build') { input 'go on?' };"
                        + " deployHooks('run') { " + sh(leave(BODY, "run")) + " } } }");
        start(
                jenkins,
                BETWEEN,
                "withDeployLifecycle { node { "
                        + definition(BETWEEN, wait(BETWEEN)) + "deployHooks('build') { } };"
                        + " error 'between the phases' }");
        start(
                jenkins,
                ALONE,
                "parallel(step: { node { "
                        + " def given = deployHook(name: 'alone', event: 'preRun', timeout: '24h', retries: 1, env:"
                        + " ['A=3'], onFailure: 'warn', errexit: true, run: '''"
                        + leave(ALONE, "step") + wait(ALONE) + "; echo GIVEN=$A >> \"$DEPLOY_OUTPUT\"''');"
                        + " withEnv([\"GIVEN=${given.GIVEN}\"]) { " + sh(leave(ALONE, "step gave $GIVEN"))
                        + " } } }, event: { node { withEnv(['''"
                        + "CC_PRE_RUN_HOOK=" + leave(ALONE, "event") + wait(ALONE)
                        + "''']) { deployHooks 'preRun' } } })");
    }

    private static void start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    boolean areWaiting() throws IOException {
        return trail(HOOK).contains("preRun")
                && trail(BODY).contains("preBuild")
                && trail(BETWEEN).contains("runFailed FAILED")
                && trail(ALONE).size() == 2;
    }

    /** What the hooks and bodies of {@code job} have left so far. */
    List<String> trail(String job) throws IOException {
        try {
            return Files.readAllLines(place.resolve("trail-" + job));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private String leave(String job, String line) {
        // the path stands at the beginning and once, since a hook's log tells only the beginning of a long command
        return "p=" + place + "; echo \"" + line + "\" >> $p/trail-" + job;
    }

    /** Waits until the controller is away. */
    private static String wait(String job) {
        return "; until test -e $p/open; do sleep 0.2; done; echo end >> $p/trail-" + job;
    }

    private static String lifecycle(String event, String command) {
        return "lifecycleHook(event: '" + event + "', run: '''" + command + "''')";
    }

    private static String sh(String command) {
        return "sh '''" + command + "'''";
    }

    private String definition(String job, String inRunFailed) {
        return "writeFile file: 'deploy-hooks.yml', text: '''version: 1\nhooks:\n"
                + hook(job, "preBuild", "preBuild", "")
                + hook(job, "postBuild", "postBuild", "")
                + hook(job, "preRun", "preRun", "")
                + hook(job, "runSucceeded", "runSucceeded $DEPLOY_RESULT", "")
                + hook(job, "runFailed", "runFailed $DEPLOY_RESULT", inRunFailed)
                + hook(job, "cleanup", "cleanup", "")
                + "'''\n";
    }

    private String hook(String job, String event, String line, String more) {
        return "  " + event + ": |\n    " + leave(job, line) + more + "\n";
    }
}
