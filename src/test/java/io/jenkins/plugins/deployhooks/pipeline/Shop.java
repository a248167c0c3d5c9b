package io.jenkins.plugins.deployhooks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Node;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.DumbSlave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private Map<String, String> hooks = new LinkedHashMap<>();
    private String around = "%s";

    Shop(JenkinsRule jenkins, Path dir) throws Exception {
        this.jenkins = jenkins;
        this.dir = dir;
        this.trail = new Trail(dir);
        this.job = jenkins.createProject(WorkflowJob.class);
        hooks.put("preBuild", "mkdir -p dist && echo p > dist/pre");
        hooks.put("postBuild", "echo p > dist/post");
        hooks.put("preRun", "ls dist >> " + dir.resolve("trail") + "; echo r > dist/run");
        source("first");
    }

    /** The hooks of platform-sh in place of the others. */
    Shop platform() {
        arguments = "profile: 'platform-sh', environment: 'production', rebuild: env.REBUILD == 'true'";
        hooks = new LinkedHashMap<>();
        hooks.put("build", "echo p > dist/post");
        hooks.put("deploy", "echo tree=$PLATFORM_TREE_ID project=$PLATFORM_PROJECT > " + dir.resolve("platform"));
        hooks.put("post_deploy", "true");
        return this;
    }

    /** Another command of a hook. */
    Shop hook(String event, String command) {
        hooks.put(event, command);
        return this;
    }

    /** Steps around the deployment from now on, which is {@code %s} in them. */
    Shop around(String steps) {
        around = steps;
        return this;
    }

    /** Only a few hooks' names matter. */
    Shop quiet() {
        hooks.clear();
        return this;
    }

    /** A file that is in the checkout from now on, such as {@code deploy-hooks.yml}. */
    Shop file(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(dir.resolve("more")).resolve(name), text);
        return this;
    }

    static DumbSlave agent(JenkinsRule jenkins, String name) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, null, null);
        agent.setNumExecutors(2);
        jenkins.waitOnline(agent);
        return agent;
    }

    /** Where the phases are from now on. */
    void place(Node builder, Node runner) throws IOException {
        for (Node node : jenkins.jenkins.getNodes()) {
            node.setLabelString((node == builder ? "builder " : "") + (node == runner ? "runner" : ""));
        }
        // Jenkins remembers which nodes a label has.
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes());
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

    private String hook(Map.Entry<String, String> hook) {
        String event = hook.getKey();
        String line = trail.leave(event + " $NODE_NAME");
        return HOOK.formatted(event, line + "; " + hook.getValue() + " && test ! -e " + dir.resolve("fail-" + event));
    }

    /** The program. The time of the commit never changes, so that the same files are the same commit; the definition is ignored
     * by git, so that only what it says counts.
     */
    String script() {
        return around.formatted("""
            withDeployLifecycle(%s, hooks: [%s]) {
                node('builder') {
                    sh '''
                        rm -rf .git src && git init -q && printf 'dist\\nnode_modules\\ndeploy-hooks.yml\\n' > .gitignore
                        cp %s src; mkdir -p %s; cp -R %s/. .
                        export GIT_AUTHOR_DATE=2020-01-01T00:00:00Z GIT_COMMITTER_DATE=2020-01-01T00:00:00Z
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
            """.formatted(
                        arguments,
                        hooks.entrySet().stream().map(this::hook).collect(Collectors.joining(", ")),
                        dir.resolve("source"),
                        dir.resolve("more"),
                        dir.resolve("more"),
                        trail.leave("make $NODE_NAME"),
                        trail.leave("start $NODE_NAME `cat dist/app` $DEPLOY_KIND $DEPLOY_FROM_CACHE"
                                + " $DEPLOY_PREVIOUS_RESULT.")));
    }

    /** A build that ends with {@code result}. */
    WorkflowRun build(Result result) throws Exception {
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(start()));
    }

    /** A build with parameters that ends well. */
    WorkflowRun build(ParameterValue... parameters) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script(), true));
        return jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, new ParametersAction(parameters)));
    }

    /** A build that has begun. */
    WorkflowRun start() throws Exception {
        job.setDefinition(new CpsFlowDefinition(script(), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    WorkflowRun build() throws Exception {
        return build(Result.SUCCESS);
    }

    /** The report of {@code run}. */
    static JsonNode report(WorkflowRun run) throws IOException {
        return new ObjectMapper()
                .readTree(run.getRootDir().toPath().resolve("deploy-hooks.json").toFile());
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
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    /** The copies of archives on {@code agent}. */
    static List<Path> copies(Slave agent) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path job : entries(Path.of(agent.getRemoteFS(), "caches/deploy-hooks/archives"))) {
            copies.addAll(entries(job.resolve("entries")));
        }
        return copies;
    }
}
