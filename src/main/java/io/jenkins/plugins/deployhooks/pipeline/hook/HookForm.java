package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The values that forms of hooks have in common: says at once what is wrong with one, by the rules of a definition. */
public interface HookForm {
    /** What a failure can mean. */
    @POST
    default ListBoxModel doFillOnFailureItems() {
        ListBoxModel items = new ListBoxModel();
        items.add("as by default", "");
        for (FailurePolicy policy : FailurePolicy.values()) {
            items.add(policy.id());
        }
        return items;
    }

    @POST
    default FormValidation doCheckTimeout(@QueryParameter String value) {
        return HookArguments.check("timeout", value);
    }

    @POST
    default FormValidation doCheckInactivityTimeout(@QueryParameter String value) {
        return HookArguments.check("inactivityTimeout", value);
    }

    @POST
    default FormValidation doCheckKillGrace(@QueryParameter String value) {
        return HookArguments.check("killGrace", value);
    }

    @POST
    default FormValidation doCheckBackoff(@QueryParameter String value) {
        return HookArguments.check("backoff", value);
    }

    @POST
    default FormValidation doCheckRetries(@QueryParameter String value) {
        return HookArguments.check("retries", value);
    }

    @POST
    default FormValidation doCheckShell(@QueryParameter String value) {
        return HookArguments.check("shell", value);
    }

    @POST
    default FormValidation doCheckName(@QueryParameter String value) {
        return HookArguments.check("name", value);
    }
}
