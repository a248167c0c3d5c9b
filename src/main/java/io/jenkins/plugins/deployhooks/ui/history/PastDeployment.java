package io.jenkins.plugins.deployhooks.ui.history;

import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.view.DeploymentView;
import io.jenkins.plugins.deployhooks.ui.view.StepRow;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A deployment and its build.
 *
 * @param run the build
 * @param view the deployment
 */
public record PastDeployment(Run<?, ?> run, DeploymentView view) {
    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The deployment. */
    public DeploymentView getView() {
        return view;
    }

    /** The hooks that did not end well, by their labels; may be empty. */
    public String getTroubles() {
        List<String> tones = List.of("bad", "warn");
        return view.getRows().stream()
                .filter(row -> row.getStep().getEvent() != null
                        && tones.contains(row.getLook().getTone()))
                .map(StepRow::getLabel)
                .collect(Collectors.joining(", "));
    }
}
