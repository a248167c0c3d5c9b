package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A hook among the arguments of {@link WithDeployLifecycleStep}; its values are read by the rules of a definition. */
public final class LifecycleHook extends AbstractDescribableImpl<LifecycleHook> {
    private final String event;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** A hook of {@code event} that says nothing yet. */
    @DataBoundConstructor
    public LifecycleHook(String event) {
        this.event = event == null ? "" : event.trim();
    }

    /** The name of its event. */
    public String getEvent() {
        return event;
    }

    /** Its name; null: none. */
    @CheckForNull
    public String getName() {
        return text("name");
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        put("name", name);
    }

    /** The command; null: none. */
    @CheckForNull
    public String getRun() {
        return text("run");
    }

    @DataBoundSetter
    public void setRun(@CheckForNull String run) {
        put("run", run);
    }

    /** The path of the script; null: none. */
    @CheckForNull
    public String getScript() {
        return text("script");
    }

    @DataBoundSetter
    public void setScript(@CheckForNull String script) {
        put("script", script);
    }

    /** The shell; null: not given. */
    @CheckForNull
    public String getShell() {
        return text("shell");
    }

    @DataBoundSetter
    public void setShell(@CheckForNull String shell) {
        put("shell", shell);
    }

    /** The working directory; null: not given. */
    @CheckForNull
    public String getDir() {
        return text("dir");
    }

    @DataBoundSetter
    public void setDir(@CheckForNull String dir) {
        put("dir", dir);
    }

    /** The time-out of one attempt; null: not given. */
    @CheckForNull
    public String getTimeout() {
        return text("timeout");
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        put("timeout", timeout);
    }

    /** The time without output; null: not given. */
    @CheckForNull
    public String getInactivityTimeout() {
        return text("inactivityTimeout");
    }

    @DataBoundSetter
    public void setInactivityTimeout(@CheckForNull String inactivityTimeout) {
        put("inactivityTimeout", inactivityTimeout);
    }

    /** The time between SIGTERM and SIGKILL; null: not given. */
    @CheckForNull
    public String getKillGrace() {
        return text("killGrace");
    }

    @DataBoundSetter
    public void setKillGrace(@CheckForNull String killGrace) {
        put("killGrace", killGrace);
    }

    /** How often it is tried again. */
    public int getRetries() {
        return (Integer) values.getOrDefault("retries", 0);
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        if (retries == 0) {
            values.remove("retries");
        } else {
            values.put("retries", retries);
        }
    }

    /** The pause before another attempt; null: not given. */
    @CheckForNull
    public String getBackoff() {
        return text("backoff");
    }

    @DataBoundSetter
    public void setBackoff(@CheckForNull String backoff) {
        put("backoff", backoff);
    }

    /** What its failure means; null: not given. */
    @CheckForNull
    public String getOnFailure() {
        return text("onFailure");
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        put("onFailure", onFailure);
    }

    /** Its values by their keys in a definition, as far as they are given. */
    Map<String, Object> values() {
        return values;
    }

    @CheckForNull
    private String text(String key) {
        return (String) values.get(key);
    }

    private void put(String key, @CheckForNull String value) {
        if (Util.fixEmptyAndTrim(value) == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    static ListBoxModel policies() {
        ListBoxModel items = new ListBoxModel();
        items.add("as the definition says", "");
        for (FailurePolicy policy : FailurePolicy.values()) {
            items.add(policy.id());
        }
        return items;
    }

    /** The description of the hook. */
    @Extension
    @Symbol("lifecycleHook")
    public static final class DescriptorImpl extends Descriptor<LifecycleHook> {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Hook";
        }

        /** The events of all profiles. */
        @POST
        public ComboBoxModel doFillEventItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            return Profiles.all().stream()
                    .map(Profile::eventNames)
                    .flatMap(Collection::stream)
                    .distinct()
                    .collect(Collectors.toCollection(ComboBoxModel::new));
        }

        /** What a failure can mean. */
        @POST
        public ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
            FormAccess.check(item);
            return policies();
        }
    }
}
