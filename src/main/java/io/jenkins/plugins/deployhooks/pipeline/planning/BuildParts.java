package io.jenkins.plugins.deployhooks.pipeline.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.content.TreeDigest;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * What decides in a Pipeline what a build makes, beside tree and definition: the bodies of phases stand in the Pipeline's
 * own text and in shared libraries, which need not be in the tree, and see the parameters of the build and the variables that
 * the Pipeline sets; and one build may have many deployments. All as digests: agents get them.
 */
final class BuildParts {
    // The names are shown where an archive does not fit, so they are words that people know.
    private static final String PROGRAM = "text of the Pipeline";
    private static final String BUILDERS = "configuration of the builders";
    private static final String PLACE = "place in the Pipeline";

    private final Map<String, String> parts = new TreeMap<>();

    private BuildParts() {}

    /**
     * The parts of the key for {@code deployment}, but for variables.
     *
     * @param job what carries it out; null: a Pipeline
     * @throws IOException if a file of a library cannot be read
     */
    static BuildParts of(LiveDeployment deployment, @CheckForNull JobProgram job)
            throws IOException, InterruptedException {
        Run<?, ?> run = deployment.run();
        BuildParts parts = new BuildParts();
        if (job != null) {
            parts.add(BUILDERS, job.text());
        }
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        parts.addProgram(owner == null ? null : owner.getOrNull());
        parts.add(PLACE, deployment.place());
        parts.addLibraries(run.getRootDir().toPath().resolve("libs"));
        for (ParametersAction action : run.getActions(ParametersAction.class)) {
            for (ParameterValue parameter : action.getParameters()) {
                // Of a secret not even a digest: short ones can be guessed.
                if (!parameter.isSensitive()) {
                    parts.add("parameter " + parameter.getName(), String.valueOf(parameter.getValue()));
                }
            }
        }
        return parts;
    }

    /** The same with a part for each of {@code variables} that the definition does not set itself. */
    BuildParts with(Map<String, String> variables, Set<String> defined) {
        variables.forEach((name, value) -> {
            if (!defined.contains(name)) {
                add("variable " + name, value);
            }
        });
        return this;
    }

    /** The digests by the parts' names. */
    Map<String, String> all() {
        return parts;
    }

    /** Why no archive may be kept with a key of {@code parts}; null: one may. */
    @CheckForNull
    static String obstacle(Map<String, String> parts) {
        return parts.containsKey(PROGRAM)
                ? null
                : "the text of the Pipeline cannot be had, so nobody knows whether its phases are still the same";
    }

    private void add(String name, String text) {
        parts.put(name, FileDigests.ofTexts(List.of(text)));
    }

    private void addProgram(@CheckForNull FlowExecution program) {
        if (program instanceof CpsFlowExecution execution) {
            List<String> texts = new ArrayList<>(List.of(String.valueOf(execution.getScript())));
            new TreeMap<>(execution.getLoadedScripts()).forEach((name, text) -> {
                texts.add(name);
                texts.add(text);
            });
            parts.put(PROGRAM, FileDigests.ofTexts(texts));
        }
    }

    /** Jenkins keeps a copy of the libraries that a build has loaded. */
    private void addLibraries(Path copies) throws IOException, InterruptedException {
        if (Files.isDirectory(copies)) {
            add("libraries", new TreeDigest(copies, path -> false, null).ofAll().digest());
        }
    }
}
