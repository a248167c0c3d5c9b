package io.jenkins.plugins.deployhooks.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.deployhooks.pipeline.hook.EventForm;
import io.jenkins.plugins.deployhooks.pipeline.hook.HookForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A hook among the arguments of {@link WithDeployLifecycleStep}; its values are read by the rules of a definition. */
public final class LifecycleHook extends AbstractDescribableImpl<LifecycleHook> {
    private final String event;
    private String name;
    private String run;
    private String script;
    private String shell;
    private String dir;
    private String timeout;
    private String inactivityTimeout;
    private String killGrace;
    private Integer retries;
    private String backoff;
    private String onFailure;

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
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = given(name);
    }

    /** The command; null: none. */
    @CheckForNull
    public String getRun() {
        return run;
    }

    @DataBoundSetter
    public void setRun(@CheckForNull String run) {
        this.run = given(run);
    }

    /** The path of the script; null: none. */
    @CheckForNull
    public String getScript() {
        return script;
    }

    @DataBoundSetter
    public void setScript(@CheckForNull String script) {
        this.script = given(script);
    }

    /** The shell; null: not given. */
    @CheckForNull
    public String getShell() {
        return shell;
    }

    @DataBoundSetter
    public void setShell(@CheckForNull String shell) {
        this.shell = given(shell);
    }

    /** The working directory; null: not given. */
    @CheckForNull
    public String getDir() {
        return dir;
    }

    @DataBoundSetter
    public void setDir(@CheckForNull String dir) {
        this.dir = given(dir);
    }

    /** The time-out of one attempt; null: not given. */
    @CheckForNull
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        this.timeout = given(timeout);
    }

    /** The time without output; null: not given. */
    @CheckForNull
    public String getInactivityTimeout() {
        return inactivityTimeout;
    }

    @DataBoundSetter
    public void setInactivityTimeout(@CheckForNull String inactivityTimeout) {
        this.inactivityTimeout = given(inactivityTimeout);
    }

    /** The time between SIGTERM and SIGKILL; null: not given. */
    @CheckForNull
    public String getKillGrace() {
        return killGrace;
    }

    @DataBoundSetter
    public void setKillGrace(@CheckForNull String killGrace) {
        this.killGrace = given(killGrace);
    }

    /** How often it is tried again. */
    public int getRetries() {
        return retries == null ? 0 : retries;
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        this.retries = retries == 0 ? null : retries;
    }

    /** The pause before another attempt; null: not given. */
    @CheckForNull
    public String getBackoff() {
        return backoff;
    }

    @DataBoundSetter
    public void setBackoff(@CheckForNull String backoff) {
        this.backoff = given(backoff);
    }

    /** What its failure means; null: not given. */
    @CheckForNull
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        this.onFailure = given(onFailure);
    }

    /** Its values by their keys in a definition, as far as they are given. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("run", run);
        values.put("script", script);
        values.put("shell", shell);
        values.put("dir", dir);
        values.put("timeout", timeout);
        values.put("inactivityTimeout", inactivityTimeout);
        values.put("killGrace", killGrace);
        values.put("retries", retries);
        values.put("backoff", backoff);
        values.put("onFailure", onFailure);
        values.values().removeIf(Objects::isNull);
        return values;
    }

    /** What is blank is not given; everything else stays as it was written. */
    @CheckForNull
    private static String given(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null ? null : value;
    }

    /** The description of the hook. */
    @Extension
    @Symbol("lifecycleHook")
    public static final class DescriptorImpl extends Descriptor<LifecycleHook> implements HookForm, EventForm {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Hook";
        }
    }
}
