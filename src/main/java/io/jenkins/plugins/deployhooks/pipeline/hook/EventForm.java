package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The event in a form, one of those that profiles have. */
public interface EventForm {
    /** The events of all profiles. */
    static List<String> names() {
        return Profiles.all().stream()
                .map(Profile::eventNames)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** What is wrong with {@code event}, for people; null: a profile has it. */
    @CheckForNull
    static String fault(String event) {
        if (names().contains(event)) {
            return null;
        }
        String suggestion = DidYouMean.phrase(event, names());
        return "there is no event of this name" + (suggestion == null ? "" : ", " + suggestion);
    }

    /** The events of all profiles. */
    @POST
    default ComboBoxModel doFillEventItems(@AncestorInPath Item item) {
        FormAccess.check(item);
        return new ComboBoxModel(names());
    }

    @POST
    default FormValidation doCheckEvent(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        if (value.isBlank()) {
            return FormValidation.error("say which event: " + String.join(", ", names()));
        }
        String fault = fault(value.trim());
        return fault == null ? FormValidation.ok() : FormValidation.error(fault);
    }
}
