package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.hook.EventForm;
import io.jenkins.plugins.deployhooks.pipeline.node.SkippedHooks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.steps.LoadStep;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code deployHooks('build') { }}: a phase of a deployment; {@code deployHooks 'preRun'}: the hooks of one event. */
public final class DeployHooksStep extends Step {
    private final String name;

    /**
     * The step.
     *
     * @param name {@code build} or {@code run} with a body, the name of an event without
     */
    @DataBoundConstructor
    public DeployHooksStep(String name) {
        this.name = name == null ? "" : name.trim();
    }

    /** The phase or the event. */
    public String getName() {
        return name;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        LiveDeployment around = context.get(LiveDeployment.class);
        if (!context.hasBody()) {
            return new DeployHooksExecution(context, Phase.BUILD, event(context, around), new SkippedHooks());
        }
        Phase phase = Arrays.stream(Phase.values())
                .filter(each -> each.id().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new AbortException("deployHooks('" + name + "') with a body is a phase, and the phases are"
                                + " build and run; for the hooks of an event alone leave the body out"));
        if (around == null || around.event() != null) {
            throw new AbortException("deployHooks('" + name + "') with a body is a phase of a deployment: put it into"
                    + " withDeployLifecycle { }");
        }
        SkippedHooks skipped = context.get(SkippedHooks.class);
        // A block that a version without it has saved has none.
        return new DeployHooksExecution(context, phase, around, skipped == null ? new SkippedHooks() : skipped);
    }

    private LiveDeployment event(StepContext context, @CheckForNull LiveDeployment around) throws Exception {
        String fault = EventForm.fault(name);
        if (fault != null) {
            throw new AbortException("deployHooks '" + name + "': " + fault);
        }
        DeploymentArguments arguments = around == null ? new DeploymentArguments() : around.arguments();
        return new LiveDeployment(
                        context.get(Run.class), context.get(FlowNode.class).getId(), arguments, name)
                .inside(around);
    }

    /**
     * The step's description. Of the steps that take a block only {@code load} and {@code parallel} may come without one,
     * since they make their own nodes; so this is a description of that kind (docs/decisions/057).
     */
    @Extension
    public static final class DescriptorImpl extends LoadStep.DescriptorImpl {
        @Override
        public String getFunctionName() {
            return "deployHooks";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Run a phase of a deployment with its hooks, or the hooks of one event";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, EnvVars.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            Object name = arguments.get("name");
            return name instanceof String ? (String) name : null;
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            List<String> names = doFillNameItems(item);
            String name = value.trim();
            if (names.contains(name)) {
                return FormValidation.ok();
            }
            String suggestion = DidYouMean.phrase(name, names);
            return FormValidation.error("there is no phase or event of this name, "
                    + (suggestion == null ? "there are " + String.join(", ", names) : suggestion));
        }

        /** The names that make sense. */
        @POST
        public ComboBoxModel doFillNameItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            return Stream.concat(Arrays.stream(Phase.values()).map(Phase::id), EventForm.names().stream())
                    .distinct()
                    .collect(Collectors.toCollection(ComboBoxModel::new));
        }
    }
}
