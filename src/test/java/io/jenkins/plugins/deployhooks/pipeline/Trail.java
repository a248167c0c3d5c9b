package io.jenkins.plugins.deployhooks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** A file in which every hook and body leaves a line, and Pipelines whose hooks do so. */
final class Trail {
    private static final List<String> EVENTS =
            List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup");

    private final Path file;

    Trail(Path directory) {
        this.file = directory.resolve("trail");
    }

    /** The lines so far. */
    List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Where they are. */
    Path file() {
        return file;
    }

    boolean has(String line) throws IOException {
        return lines().contains(line);
    }

    /** A command that leaves {@code line}. */
    String leave(String line) {
        return "echo \"" + line + "\" >> " + file;
    }

    /** A step that writes a definition whose hooks leave their events, with other commands for some of them. */
    String definition(String... eventsAndCommands) {
        StringBuilder yaml = new StringBuilder("version: 1\nhooks:\n");
        for (String event : EVENTS) {
            String command = leave(event.equals("runFailed") ? "runFailed $DEPLOY_RESULT" : event);
            for (int i = 0; i < eventsAndCommands.length; i += 2) {
                if (eventsAndCommands[i].equals(event)) {
                    command = command + "; " + eventsAndCommands[i + 1];
                }
            }
            yaml.append("  ").append(event).append(": |\n    ").append(command).append('\n');
        }
        return "writeFile file: 'deploy-hooks.yml', text: '''" + yaml.toString().replace("\\", "\\\\") + "'''\n";
    }

    /** {@code sh} that leaves {@code line}. */
    String body(String line) {
        return "sh '''" + leave(line) + "'''";
    }

    /** Both phases, whose bodies leave their names. */
    String phases() {
        return "deployHooks('build') { " + body("build") + " }\ndeployHooks('run') { " + body("run") + " }\n";
    }

    static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
