package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A single hook in a form, with its settings. */
public interface HookForm extends HookSettingsForm {
    @POST
    default FormValidation doCheckDir(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("dir", value);
    }

    /** One of both is what a hook executes. */
    @POST
    default FormValidation doCheckRun(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String script) {
        FormAccess.check(item);
        boolean named = script != null && !script.isBlank();
        if (value.isBlank()) {
            return named ? FormValidation.ok() : FormValidation.error("write a command, or name a script");
        }
        return named
                ? FormValidation.error("there is a script as well; a hook executes one of both")
                : HookArguments.check("run", value);
    }

    @POST
    default FormValidation doCheckScript(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("script", value);
    }

    @POST
    default FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return HookArguments.check("name", value);
    }
}
