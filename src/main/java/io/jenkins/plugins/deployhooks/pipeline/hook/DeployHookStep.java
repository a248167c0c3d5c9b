package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.pipeline.order.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Runs one hook: of its own arguments, or the one which a deployment around it orders. */
public final class DeployHookStep extends Step {
    private final HookArguments arguments = new HookArguments();

    @CheckForNull
    private String deployment;

    @CheckForNull
    private String step;

    private int attempt;
    private long delayMillis;

    /** A step without arguments; it needs {@code run} or {@code script}. */
    @DataBoundConstructor
    public DeployHookStep() {
        // all arguments are optional here; what is missing is said when all are known
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (deployment != null && step != null) {
            Orders ordered = new Orders(new OrderId(deployment, step, Math.max(1, attempt)));
            return new DeployHookExecution(context, ordered, delayMillis);
        }
        arguments.hook(); // says what is wrong before anything is done
        return new DeployHookExecution(context, new Orders(arguments), 0);
    }

    public String getName() {
        return arguments.get("name");
    }

    @DataBoundSetter
    public void setName(String value) {
        arguments.set("name", value);
    }

    public String getRun() {
        return arguments.get("run");
    }

    @DataBoundSetter
    public void setRun(String value) {
        arguments.set("run", value);
    }

    public String getScript() {
        return arguments.get("script");
    }

    @DataBoundSetter
    public void setScript(String value) {
        arguments.set("script", value);
    }

    public String getEvent() {
        return arguments.get("event");
    }

    @DataBoundSetter
    public void setEvent(String value) {
        arguments.set("event", value);
    }

    public String getShell() {
        return arguments.get("shell");
    }

    @DataBoundSetter
    public void setShell(String value) {
        arguments.set("shell", value);
    }

    public String getTimeout() {
        return arguments.get("timeout");
    }

    @DataBoundSetter
    public void setTimeout(String value) {
        arguments.set("timeout", value);
    }

    public String getInactivityTimeout() {
        return arguments.get("inactivityTimeout");
    }

    @DataBoundSetter
    public void setInactivityTimeout(String value) {
        arguments.set("inactivityTimeout", value);
    }

    public String getKillGrace() {
        return arguments.get("killGrace");
    }

    @DataBoundSetter
    public void setKillGrace(String value) {
        arguments.set("killGrace", value);
    }

    public String getRetries() {
        return arguments.get("retries");
    }

    @DataBoundSetter
    public void setRetries(String value) {
        arguments.set("retries", value);
    }

    public String getBackoff() {
        return arguments.get("backoff");
    }

    @DataBoundSetter
    public void setBackoff(String value) {
        arguments.set("backoff", value);
    }

    public String getOnFailure() {
        return arguments.get("onFailure");
    }

    @DataBoundSetter
    public void setOnFailure(String value) {
        arguments.set("onFailure", value);
    }

    public String getDir() {
        return arguments.get("dir");
    }

    @DataBoundSetter
    public void setDir(String value) {
        arguments.set("dir", value);
    }

    public boolean isErrexit() {
        return arguments.isOn("errexit");
    }

    @DataBoundSetter
    public void setErrexit(boolean value) {
        arguments.set("errexit", value ? "true" : null);
    }

    public boolean isTrace() {
        return arguments.isOn("trace");
    }

    @DataBoundSetter
    public void setTrace(boolean value) {
        arguments.set("trace", value ? "true" : null);
    }

    /** Variables as {@code NAME=value}; null where there are none. */
    @CheckForNull
    public List<String> getEnv() {
        return arguments.env().isEmpty() ? null : arguments.env();
    }

    @DataBoundSetter
    public void setEnv(@CheckForNull List<String> value) {
        arguments.setEnv(value == null ? List.of() : value);
    }

    /** The variables as the form shows them, one a line. */
    public String getEnvText() {
        return String.join("\n", arguments.env());
    }

    @CheckForNull
    public String getDeployment() {
        return deployment;
    }

    /** The id of the deployment that orders this hook; only deployments say so. */
    @DataBoundSetter
    public void setDeployment(String value) {
        deployment = Util.fixEmpty(value);
    }

    @CheckForNull
    public String getStep() {
        return step;
    }

    /** The id of the step in the deployment's plan. */
    @DataBoundSetter
    public void setStep(String value) {
        step = Util.fixEmpty(value);
    }

    public int getAttempt() {
        return attempt;
    }

    /** Which attempt of a deployment's step it is, counted from 1. */
    @DataBoundSetter
    public void setAttempt(int value) {
        attempt = value;
    }

    public long getDelayMillis() {
        return delayMillis;
    }

    /** How long a deployment's step waits before it starts. */
    @DataBoundSetter
    public void setDelayMillis(long value) {
        delayMillis = value;
    }

    /** The step's symbol and what it needs around it. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements HookForm {
        @Override
        public String getFunctionName() {
            return "deployHook";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Run one deployment hook";
        }

        /** In the form the variables are one text. */
        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            if (form.opt("env") instanceof String text) {
                JSONArray lines = new JSONArray();
                text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
                form.put("env", lines);
            }
            return super.newInstance(request, form);
        }

        @POST
        public FormValidation doCheckEnv(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return HookArguments.checkEnv(value);
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, EnvVars.class, Launcher.class, TaskListener.class, Run.class, FlowNode.class);
        }

        /** Numbers are as good as texts, a map of variables as good as a list. */
        @Override
        public Step newInstance(Map<String, Object> arguments) throws Exception {
            Map<String, Object> plain = new HashMap<>(arguments);
            for (String name : List.of("timeout", "inactivityTimeout", "killGrace", "backoff", "retries")) {
                if (plain.get(name) instanceof Number number) {
                    plain.put(name, number.toString());
                }
            }
            if (plain.get("env") instanceof Map<?, ?> variables) {
                List<String> list = new ArrayList<>();
                variables.forEach((name, value) -> list.add(name + "=" + value));
                plain.put("env", list);
            }
            return super.newInstance(plain);
        }

        /** The name, which stage views show; commands are in the log. */
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            for (String name : List.of("name", "step", "script", "run")) {
                if (namedArgs.get(name) instanceof String text) {
                    return text;
                }
            }
            return null;
        }
    }
}
