package io.jenkins.plugins.deployhooks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A job with a checkout of git that is built on the agent with the label {@code builder} and runs on the one with the label
 * {@code runner}. What the program says is the same in every build; what is different is in files of a directory.
 */
final class Shop {
    private static final String HOOK = "lifecycleHook(event: '%s', run: '''%s''')";

    private final JenkinsRule jenkins;
    private final Path dir;
    private final Trail trail;
    private final WorkflowJob job;
    private String arguments = "profile: 'clever-cloud', environment: 'production'";

    Shop(JenkinsRule jenkins, Path dir) throws Exception {
        this.jenkins = jenkins;
        this.dir = dir;
        this.trail = new Trail(dir);
        this.job = jenkins.createProject(WorkflowJob.class);
        source("first");
    }

    static DumbSlave agent(JenkinsRule jenkins, String name) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, null, null);
        agent.setNumExecutors(2);
        jenkins.waitOnline(agent);
        return agent;
    }

    /** Where the phases are from now on. */
    static void place(DumbSlave builder, DumbSlave runner) throws IOException {
        builder.setLabelString(builder == runner ? "builder runner" : "builder");
        if (builder != runner) {
            runner.setLabelString("runner");
        }
    }

    WorkflowJob job() {
        return job;
    }

    Path dir() {
        return dir;
    }

    /** The lines since the last call. */
    List<String> news() throws IOException {
        List<String> lines = trail.lines();
        Files.deleteIfExists(dir.resolve("trail"));
        return lines;
    }

    /** What is checked out from now on. */
    Shop source(String text) throws IOException {
        Files.writeString(dir.resolve("source"), text);
        return this;
    }

    /** The arguments of {@code withDeployLifecycle} beside the hooks. */
    Shop arguments(String text) {
        arguments = text;
        return this;
    }

    /** Makes the hook of {@code event} fail from now on, or not any more. */
    void fails(String event, boolean fails) throws IOException {
        if (fails) {
            Files.createFile(dir.resolve("fail-" + event));
        } else {
            Files.delete(dir.resolve("fail-" + event));
        }
    }

    private String hook(String event, String command) {
        String line = trail.leave(event + " $NODE_NAME");
        return HOOK.formatted(event, line + "; " + command + "; test ! -e " + dir.resolve("fail-" + event));
    }

    /** The program. */
    String script() {
        return """
                withDeployLifecycle(%s, hooks: [%s, %s, %s]) {
                    node('builder') {
                        sh '''
                            rm -rf .git src && git init -q && echo dist > .gitignore
                            cp %s src
                            git add . && git -c user.name=t -c user.email=t@example.org commit -qm test
                        '''
                        deployHooks('build') {
                            sh '''%s; mkdir -p dist; cp src dist/app'''
                        }
                    }
                    node('runner') {
                        deployHooks('run') {
                            sh '''%s'''
                        }
                    }
                }
                """
                .formatted(
                        arguments,
                        hook("preBuild", "mkdir -p dist && echo p > dist/pre"),
                        hook("postBuild", "echo p > dist/post"),
                        hook("preRun", "ls dist >> " + dir.resolve("trail") + "; echo r > dist/run"),
                        dir.resolve("source"),
                        trail.leave("build $NODE_NAME"),
                        trail.leave("run $NODE_NAME `cat dist/app` $DEPLOY_KIND $DEPLOY_FROM_CACHE $DEPLOY_PREVIOUS_RESULT"));
    }

    /** A build that ends with {@code result}. */
    WorkflowRun build(Result result) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script(), true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    WorkflowRun build() throws Exception {
        return build(Result.SUCCESS);
    }

    /** The report of {@code run}. */
    static JsonNode report(WorkflowRun run) throws IOException {
        return new ObjectMapper().readTree(run.getRootDir().toPath().resolve("deploy-hooks.json").toFile());
    }

    /** State and reason of the step called {@code id} in the report of {@code run}. */
    static String step(WorkflowRun run, String id) throws IOException {
        for (JsonNode step : report(run).findParents("id")) {
            if (step.path("id").asText().equals(id)) {
                return step.path("state").asText() + " " + step.path("reason").asText();
            }
        }
        return "none";
    }

    /** The directories of the archives of the job on the controller. */
    List<Path> archives() throws IOException {
        return entries(job.getRootDir().toPath().resolve("deploy-hooks/archives/entries"));
    }

    static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
