package io.jenkins.plugins.deployhooks.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A hook that every deployment has, in front of its own hooks of the event or behind them. */
public final class AdministratorHook extends AbstractDescribableImpl<AdministratorHook> {
    private static final String NO_NAME = "give it a name, which logs and reports show";
    private static final String NO_COMMAND = "write the command that is to run";

    private final String event;
    private final String name;
    private final String run;

    @CheckForNull
    private String position;

    @CheckForNull
    private String shell;

    @CheckForNull
    private String timeout;

    @CheckForNull
    private String onFailure;

    /** A hook called {@code name} of {@code event}, which runs a command. It is checked where it is configured. */
    @DataBoundConstructor
    public AdministratorHook(String event, String name, String run) {
        this.event = Util.fixNull(event).trim();
        this.name = Util.fixNull(name).trim();
        this.run = Util.fixNull(run);
    }

    public String getEvent() {
        return event;
    }

    public String getName() {
        return name;
    }

    public String getRun() {
        return run;
    }

    /** {@code after}; null: before the deployment's own hooks. */
    @CheckForNull
    public String getPosition() {
        return position;
    }

    @DataBoundSetter
    public void setPosition(@CheckForNull String position) {
        String text = Util.fixEmptyAndTrim(position);
        this.position = "before".equals(text) ? null : text;
    }

    /** The shell; null: the default one. */
    @CheckForNull
    public String getShell() {
        return shell;
    }

    @DataBoundSetter
    public void setShell(@CheckForNull String shell) {
        this.shell = Util.fixEmptyAndTrim(shell);
    }

    /** The time-out; null: the default one. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        this.timeout = Util.fixEmptyAndTrim(timeout);
    }

    /** What its failure means; null: as the event's rule says. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure);
    }

    /** Where it stands in its event. */
    Position place() {
        return position == null ? Position.BEFORE : Position.AFTER;
    }

    /** Its values by their keys in a definition. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("run", run);
        put(values, "shell", shell);
        put(values, "timeout", timeout);
        put(values, "onFailure", onFailure);
        return values;
    }

    /** What is wrong with it; null: nothing. */
    @CheckForNull
    String fault() {
        String what = name.isEmpty() ? "a hook without name" : "hook " + name;
        String event = Values.eventFault(this.event);
        if (event != null) {
            return what + ": " + event;
        }
        if (name.isEmpty()) {
            return what + ": " + NO_NAME;
        }
        if (run.isBlank()) {
            return what + ": " + NO_COMMAND;
        }
        if (position != null && !position.equals("after")) {
            return what + ": the position is " + position + "; write before or after";
        }
        return Values.fault(what, values());
    }

    private static void put(Map<String, String> values, String key, @CheckForNull String value) {
        if (value != null) {
            values.put(key, value);
        }
    }

    /** Describes the hook and checks it while it is typed. */
    @Extension
    @Symbol("administratorHook")
    public static final class DescriptorImpl extends Descriptor<AdministratorHook> {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Hook of every deployment";
        }

        /** The events of all profiles. */
        @POST
        public ComboBoxModel doFillEventItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return new ComboBoxModel(Values.events().keySet());
        }

        @POST
        public ListBoxModel doFillPositionItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add("before the deployment's own hooks", "before");
            items.add("after the deployment's own hooks", "after");
            return items;
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ListBoxModel items = new ListBoxModel();
            items.add("as the rule of the event says", "");
            for (FailurePolicy policy : FailurePolicy.values()) {
                items.add(policy.id());
            }
            return items;
        }

        @POST
        public FormValidation doCheckEvent(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            String fault = Values.eventFault(value);
            return fault == null
                    ? FormValidation.ok("runs where the profile is " + String.join(" or ", Values.profilesOf(value)))
                    : FormValidation.error(fault);
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return value.isBlank() ? FormValidation.error(NO_NAME) : Values.answer(Values.fault("hook", "name", value));
        }

        @POST
        public FormValidation doCheckRun(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return value.isBlank()
                    ? FormValidation.error(NO_COMMAND)
                    : Values.answer(Values.fault("hook", Map.of("run", value)));
        }

        @POST
        public FormValidation doCheckShell(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Values.answer(Values.fault("hook", "shell", value));
        }

        @POST
        public FormValidation doCheckTimeout(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Values.answer(Values.fault("hook", "timeout", value));
        }
    }
}
