package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Settings of hooks, of one or of all in a deployment: says at once what is wrong with one, by the rules of a definition. */
public interface HookSettingsForm {
    /** What a failure can mean. */
    @POST
    default ListBoxModel doFillOnFailureItems(@AncestorInPath Item item) {
        FormAccess.check(item);
        ListBoxModel items = new ListBoxModel();
        items.add("as by default", "");
        for (FailurePolicy policy : FailurePolicy.values()) {
            items.add(policy.id());
        }
        return items;
    }

    @POST
    default FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("timeout", value);
    }

    @POST
    default FormValidation doCheckInactivityTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("inactivityTimeout", value);
    }

    @POST
    default FormValidation doCheckKillGrace(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("killGrace", value);
    }

    @POST
    default FormValidation doCheckBackoff(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("backoff", value);
    }

    @POST
    default FormValidation doCheckRetries(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("retries", value);
    }

    @POST
    default FormValidation doCheckShell(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("shell", value);
    }
}
