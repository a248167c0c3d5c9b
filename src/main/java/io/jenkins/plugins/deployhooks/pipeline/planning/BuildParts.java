package io.jenkins.plugins.deployhooks.pipeline.planning;

import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * What decides in a Pipeline what a build makes, beside tree and definition: the bodies of phases stand in the Pipeline's
 * own text, which need not be in the tree, and see the parameters of the build.
 */
final class BuildParts {
    private BuildParts() {}

    /** The parts of the key for {@code run}, as digests: agents get them. */
    static Map<String, String> of(Run<?, ?> run) {
        Map<String, String> parts = new TreeMap<>();
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        if (owner != null && owner.getOrNull() instanceof CpsFlowExecution execution) {
            List<String> texts = new ArrayList<>(List.of(String.valueOf(execution.getScript())));
            new TreeMap<>(execution.getLoadedScripts()).forEach((name, text) -> {
                texts.add(name);
                texts.add(text);
            });
            parts.put("program", FileDigests.ofTexts(texts));
        }
        for (ParametersAction action : run.getActions(ParametersAction.class)) {
            for (ParameterValue parameter : action.getParameters()) {
                // Of a secret not even a digest: short ones can be guessed.
                if (!parameter.isSensitive()) {
                    parts.put(
                            "parameter " + parameter.getName(),
                            FileDigests.ofTexts(List.of(String.valueOf(parameter.getValue()))));
                }
            }
        }
        return parts;
    }
}
