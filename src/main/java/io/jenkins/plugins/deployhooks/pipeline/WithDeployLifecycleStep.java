package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import io.jenkins.plugins.deployhooks.pipeline.course.DeploymentArguments;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import io.jenkins.plugins.deployhooks.pipeline.hook.HookSettingsForm;
import io.jenkins.plugins.deployhooks.pipeline.hook.TargetForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code withDeployLifecycle(app: 'shop') { }}: one deployment. Each argument is stronger than any other source. The same
 * object holds the settings of a deployment in a freestyle job, so what differs from the defaults is all it keeps.
 */
public final class WithDeployLifecycleStep extends Step {
    private String app;
    private String environment;
    private String instance;
    private String profile;
    private String file;
    private String timeout;
    private String killGrace;
    private String shell;
    private String onFailure;
    private Boolean rebuild;
    private Boolean cache;
    private List<LifecycleHook> hooks;

    /** A deployment of what is written elsewhere. */
    @DataBoundConstructor
    public WithDeployLifecycleStep() {
        // everything may be left out
    }

    /** The name of the app; null: not given. */
    @CheckForNull
    public String getApp() {
        return app;
    }

    @DataBoundSetter
    public void setApp(@CheckForNull String app) {
        this.app = Util.fixEmptyAndTrim(app);
    }

    /** The name of the environment; null: not given. */
    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(@CheckForNull String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** The instance of the app: {@code web}, {@code worker}, or the name of a worker (S40); null: not given. */
    @CheckForNull
    public String getInstance() {
        return instance;
    }

    @DataBoundSetter
    public void setInstance(@CheckForNull String instance) {
        this.instance = Util.fixEmptyAndTrim(instance);
    }

    /** The name of the profile; null: not given. */
    @CheckForNull
    public String getProfile() {
        return profile;
    }

    @DataBoundSetter
    public void setProfile(@CheckForNull String profile) {
        this.profile = Util.fixEmptyAndTrim(profile);
    }

    /** The file to read in place of deploy-hooks.yml; null: not given. */
    @CheckForNull
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    /** The time-out of hooks that have none of their own; null: not given. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    /** The time between SIGTERM and SIGKILL of hooks that say nothing themselves; null: not given. */
    @CheckForNull
    public String getKillGrace() {
        return killGrace;
    }

    @DataBoundSetter
    public void setKillGrace(@CheckForNull String killGrace) {
        this.killGrace = Util.fixEmptyAndTrim(killGrace);
    }

    /** The shell of hooks that name none; null: not given. */
    @CheckForNull
    public String getShell() {
        return shell;
    }

    @DataBoundSetter
    public void setShell(@CheckForNull String shell) {
        this.shell = Util.fixEmptyAndTrim(shell);
    }

    /** What the failure of a hook means that says nothing itself; null: not given. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure);
    }

    /** Whether to build although an archive fits. */
    public boolean isRebuild() {
        return rebuild != null;
    }

    @DataBoundSetter
    public void setRebuild(boolean rebuild) {
        this.rebuild = rebuild ? true : null;
    }

    /** Whether archives are kept; null: as definition and profile say. */
    @CheckForNull
    public Boolean getCache() {
        return cache;
    }

    @DataBoundSetter
    public void setCache(@CheckForNull Boolean cache) {
        this.cache = cache;
    }

    /** The hooks of the step itself. */
    public List<LifecycleHook> getHooks() {
        return hooks == null ? List.of() : List.copyOf(hooks);
    }

    @DataBoundSetter
    public void setHooks(@CheckForNull List<LifecycleHook> hooks) {
        this.hooks = hooks == null || hooks.isEmpty() ? null : new ArrayList<>(hooks);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new WithDeployLifecycleExecution(context, arguments());
    }

    /** Whether nothing is given. */
    public boolean isDefault() {
        return hooks == null
                && rebuild == null
                && cache == null
                && Stream.of(app, environment, instance, profile, file, timeout, killGrace, shell, onFailure)
                        .allMatch(Objects::isNull);
    }

    /** All of it, as the strongest source of a definition. */
    public DeploymentArguments arguments() {
        DeploymentArguments arguments = new DeploymentArguments();
        arguments.text("app", app);
        arguments.text("environment", environment);
        arguments.text("instance", instance);
        arguments.text("profile", profile);
        arguments.text("file", file);
        arguments.rebuild(isRebuild());
        arguments.cache(cache);
        arguments.defaults("timeout", timeout);
        arguments.defaults("killGrace", killGrace);
        arguments.defaults("shell", shell);
        arguments.defaults("onFailure", onFailure);
        getHooks().forEach(hook -> arguments.hook(hook.getEvent(), hook.values()));
        return arguments;
    }

    /** The step's description. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements HookSettingsForm, TargetForm {
        @Override
        public String getFunctionName() {
            return "withDeployLifecycle";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Deploy with hooks around the phases build and run";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        /** No workspace and no launcher, so that it can stand outside of any node and among the options of Declarative. */
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(LiveDeployment.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return Stream.of("app", "environment", "instance")
                    .map(arguments::get)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.joining(" "));
        }

        /** The profiles there are. */
        @POST
        public ListBoxModel doFillProfileItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            ListBoxModel items = new ListBoxModel();
            items.add("as the definition says", "");
            Profiles.names().forEach(items::add);
            return items;
        }

        /** What can be said of archives. */
        @POST
        public ListBoxModel doFillCacheItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            ListBoxModel items = new ListBoxModel();
            items.add("as definition and profile say", "");
            items.add("keep archives", "true");
            items.add("keep none", "false");
            return items;
        }

        /** An empty choice is no choice, and not false. */
        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            if (form.optString("cache").isEmpty()) {
                form.remove("cache");
            }
            return super.newInstance(request, form);
        }
    }
}
