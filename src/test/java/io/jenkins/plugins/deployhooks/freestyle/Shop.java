package io.jenkins.plugins.deployhooks.freestyle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.SCMRevisionState;
import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import hudson.tasks.Builder;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.pipeline.LifecycleHook;
import io.jenkins.plugins.deployhooks.pipeline.WithDeployLifecycleStep;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;

/** A freestyle job whose hooks and builders leave a line each in a file. */
final class Shop {
    private static final List<String> NATIVE =
            List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup");

    private final JenkinsRule jenkins;
    private final Path trail;
    private final FreeStyleProject job;
    private final Map<String, String> commands = new LinkedHashMap<>();
    private final WithDeployLifecycleStep settings = new WithDeployLifecycleStep();
    private final StringBuilder head = new StringBuilder("version: 1\n");
    private boolean answered = true;
    private boolean inline;

    /** A job whose trail is in {@code directory}, which is its own. */
    Shop(JenkinsRule jenkins, Path directory) throws IOException {
        this.jenkins = jenkins;
        this.trail = Files.createDirectories(directory).resolve("trail");
        this.job = jenkins.createFreeStyleProject();
        NATIVE.forEach(
                event -> commands.put(event, leave(event.equals("runFailed") ? "runFailed $DEPLOY_RESULT" : event)));
    }

    /** A real agent, below {@code directory}. */
    static DumbSlave agent(JenkinsRule jenkins, Path directory) throws Exception {
        DumbSlave agent = new DumbSlave(
                "agent", Files.createDirectories(directory).toString(), jenkins.createComputerLauncher(null));
        agent.setNumExecutors(20);
        agent.setRetentionStrategy(RetentionStrategy.NOOP);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }

    FreeStyleProject job() {
        return job;
    }

    WithDeployLifecycleStep settings() {
        return settings;
    }

    /** The hook of {@code event} does {@code command} after it has left its line. */
    Shop hook(String event, String command) {
        commands.merge(event, command, (before, more) -> before + "; " + more);
        return this;
    }

    /** Only these events have hooks. */
    Shop events(String... events) {
        commands.clear();
        for (String event : events) {
            commands.put(event, leave(event));
        }
        return this;
    }

    /** More of the definition. */
    Shop define(String yaml) {
        head.append(yaml).append('\n');
        return this;
    }

    /** Nobody gives the answer but the end of the builders. */
    Shop unanswered() {
        answered = false;
        return this;
    }

    /** The hooks stand in the job, and nothing is checked out. */
    Shop inline() {
        List<LifecycleHook> hooks = new ArrayList<>();
        commands.forEach((event, command) -> {
            LifecycleHook hook = new LifecycleHook(event);
            hook.setRun(command);
            hooks.add(hook);
        });
        settings.setHooks(hooks);
        inline = true;
        return this;
    }

    /** A command that leaves {@code line}. */
    String leave(String line) {
        return "echo \"" + line + "\" >> " + trail;
    }

    /** A builder that leaves {@code line}, then does {@code more}. */
    Shell shell(String line, String... more) {
        return new Shell("set +x\n" + leave(line) + "\n" + String.join("\n", more));
    }

    RunPhase run(Builder... steps) {
        return new RunPhase(List.of(steps));
    }

    /** The job has {@code builders}, and all else it needs. */
    Shop with(Builder... builders) throws Exception {
        if (!inline) {
            define();
        }
        DeploymentLifecycle lifecycle = new DeploymentLifecycle();
        lifecycle.setSettings(settings);
        job.getBuildWrappersList().add(lifecycle);
        job.getBuildersList().addAll(List.of(builders));
        if (answered) {
            job.getPublishersList().add(new DeploymentResult());
        }
        return this;
    }

    /** What is checked out from now on. */
    Shop define() throws IOException {
        StringBuilder yaml = new StringBuilder(head).append("hooks:\n");
        commands.forEach((event, command) -> yaml.append("  ")
                .append(event)
                .append(": |\n    ")
                .append(command)
                .append('\n'));
        job.setScm(new Checkout(yaml.toString()));
        return this;
    }

    /** A checkout of the definition alone: what earlier builds have left is gone. */
    private static final class Checkout extends SingleFileSCM {
        Checkout(String definition) {
            super("deploy-hooks.yml", definition);
        }

        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelogFile,
                SCMRevisionState baseline)
                throws IOException, InterruptedException {
            workspace.deleteContents();
            super.checkout(build, launcher, workspace, listener, changelogFile, baseline);
        }
    }

    /** A build phase that leaves {@code build}, and a run phase that leaves {@code run}. */
    Shop usual() throws Exception {
        return with(shell("build"), run(shell("run")));
    }

    FreeStyleBuild start() throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    FreeStyleBuild build(Result result) throws Exception {
        return jenkins.assertBuildStatus(result, job.scheduleBuild2(0));
    }

    /** The lines so far. */
    List<String> lines() throws IOException {
        try {
            return Files.readAllLines(trail);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The lines since the last call. */
    List<String> news() throws IOException {
        List<String> lines = lines();
        Files.deleteIfExists(trail);
        return lines;
    }

    boolean has(String line) throws IOException {
        return lines().contains(line);
    }

    static JsonNode report(FreeStyleBuild build) throws IOException {
        return new ObjectMapper()
                .readTree(
                        build.getRootDir().toPath().resolve("deploy-hooks.json").toFile());
    }

    /** How the deployment of {@code build} ended. */
    static String outcome(FreeStyleBuild build) throws IOException {
        return report(build).path("result").path("outcome").asText();
    }

    /** State and reason of the step called {@code id} in the report of {@code build}. */
    static String step(FreeStyleBuild build, String id) throws IOException {
        for (JsonNode step : report(build).findParents("id")) {
            if (step.path("id").asText().equals(id)) {
                return step.path("state").asText() + " " + step.path("reason").asText();
            }
        }
        return "none";
    }

    /** All logs of the hooks of {@code build}. */
    static String logs(FreeStyleBuild build) throws IOException {
        StringBuilder text = new StringBuilder();
        Path directory = build.getRootDir().toPath().resolve("deploy-hooks");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                text.append(file).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
