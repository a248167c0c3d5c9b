package io.jenkins.plugins.deployhooks.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.InvisibleAction;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** No method answers requests of somebody who must not ask. */
class EndpointRuleTest {
    @Test
    void everyEndpointIsProtected() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.jenkins.plugins.deployhooks");
        assertThat(classes.stream()
                        .map(JavaClass::getMethods)
                        .flatMap(methods -> methods.stream().filter(EndpointRule.answerRequests())))
                .as("endpoints that the rule has found")
                .hasSizeGreaterThan(30);
        EndpointRule.rule().check(classes);
    }

    private static List<String> faults(Class<?> example) {
        return EndpointRule.rule()
                .allowEmptyShould(true)
                .evaluate(new ClassFileImporter().importClasses(example))
                .getFailureReport()
                .getDetails()
                .stream()
                .map(detail -> detail.replaceFirst(".*\\$", ""))
                .toList();
    }

    @Test
    void theRuleFindsWhatIsWrong() {
        assertThat(faults(Open.class))
                .containsExactlyInAnyOrder(
                        "Open.doAnything() answers every verb",
                        "Open.doAnything() asks for no permission",
                        "Open.doCheckName(java.lang.String) asks for no permission",
                        "Open.named() answers every verb",
                        "Open.named() asks for no permission",
                        "Open.doFillItems() answers every verb",
                        "Open.getDynamic(java.lang.String) asks for no permission",
                        "Open.getSecrets() asks for no permission",
                        "Open.getNext() asks for no permission");
    }

    @Test
    void theRuleLetsPassWhatIsRight() {
        assertThat(faults(Closed.class)).isEmpty();
    }

    /** Everything that must not be. */
    public static final class Open extends InvisibleAction {
        public void doAnything() {
            // nobody is kept out
        }

        @GET
        public FormValidation doCheckName(String value) {
            // to have a look at a permission is not to ask for it
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? FormValidation.ok() : FormValidation.error(value);
        }

        @WebMethod(name = "other")
        public void named() {
            // its name says nothing
        }

        public void doFillItems() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        }

        public Object getDynamic(String name) {
            return name;
        }

        public Object getSecrets() {
            return "none";
        }

        public Action getNext() {
            return this;
        }

        /** Cannot be reached. */
        void doNothing() {
            // not public
        }
    }

    /** Everything that may be. */
    public static final class Closed extends InvisibleAction {
        @POST
        public FormValidation doCheckName(String value) {
            return checked(value);
        }

        private static FormValidation checked(String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormValidation.ok(value);
        }

        public Api getApi() {
            return new Api(this);
        }

        public String getName() {
            return "closed";
        }
    }
}
