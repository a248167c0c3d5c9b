package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.console.ConsoleAnnotationDescriptor;
import hudson.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What holds for the form of everything that people can write, whatever there is. */
@WithJenkins
class FormsTest {
    private static final Pattern FIELD = Pattern.compile("field=\"(\\w+)\"");

    /** Only a deployment sets these, for its own hooks. */
    private static final Set<String> NOT_FOR_PEOPLE = Set.of("deployment", "step", "attempt", "delayMillis");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static List<Descriptor<?>> ours() {
        return ExtensionList.lookup(Descriptor.class).stream()
                .<Descriptor<?>>map(descriptor -> descriptor)
                .filter(descriptor -> descriptor.clazz.getName().startsWith("io.jenkins.plugins.deployhooks."))
                .collect(Collectors.toList());
    }

    /** Those with a form: what stands in a console, nobody configures. */
    private static List<Descriptor<?>> configured() {
        return ours().stream()
                .filter(descriptor -> !(descriptor instanceof ConsoleAnnotationDescriptor))
                .collect(Collectors.toList());
    }

    /** Those of what people write into a Pipeline or a job. */
    private static List<Descriptor<?>> written() {
        return configured().stream()
                .filter(descriptor -> !(descriptor instanceof GlobalConfiguration))
                .collect(Collectors.toList());
    }

    private static Set<String> fields(Descriptor<?> descriptor) throws IOException {
        Class<?> type = descriptor.clazz;
        try (InputStream form = type.getResourceAsStream(type.getSimpleName() + "/config.jelly")) {
            assertThat(form).as("the form of %s", type).isNotNull();
            return FIELD.matcher(new String(form.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void everythingHasANameToBeWrittenBy() {
        assertThat(ours()).hasSizeGreaterThan(4).allSatisfy(descriptor -> {
            if (descriptor instanceof StepDescriptor step) {
                assertThat(step.getFunctionName()).startsWith(step.takesImplicitBlockArgument() ? "" : "deploy");
            } else {
                assertThat(SymbolLookup.getSymbolValue(descriptor))
                        .as("symbols of %s", descriptor.clazz)
                        .isNotEmpty();
            }
            assertThat(descriptor.getDisplayName()).isNotBlank();
        });
    }

    @Test
    void everyArgumentIsAFieldOfTheForm() {
        assertThat(written()).allSatisfy(descriptor -> {
            Set<String> arguments = DescribableModel.of(descriptor.clazz).getParameters().stream()
                    .map(DescribableParameter::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            arguments.removeAll(NOT_FOR_PEOPLE);
            assertThat(fields(descriptor)).as("%s", descriptor.clazz).containsExactlyInAnyOrderElementsOf(arguments);
        });
    }

    @Test
    void everyFieldHasHelpThatCanBeRead() throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient();
        for (Descriptor<?> descriptor : configured()) {
            List<String> pages = new ArrayList<>(descriptor instanceof StepDescriptor ? List.of("help") : List.of());
            fields(descriptor).forEach(field -> pages.add("help/" + field));
            for (String page : pages) {
                String path = "descriptor/" + descriptor.getId() + "/" + page;
                assertThat(browser.goTo(path, "text/html").getWebResponse().getContentAsString())
                        .as(path)
                        .contains("<div>");
            }
        }
    }

    @Test
    void theReferenceOfStepsCanBeMade() throws Exception {
        for (Descriptor<?> descriptor : written()) {
            // Builders that hold builders have no end there, and are no steps.
            if (descriptor.clazz.getName().contains(".freestyle.")) {
                continue;
            }
            SnippetizerTester.assertDocGeneration(descriptor.clazz);
        }
    }

    @Test
    void formsAndSnippetsOfStepsWithoutArguments() throws Exception {
        jenkins.assertEqualDataBoundBeans(
                new DeployPlanStep(), new StepConfigTester(jenkins).configRoundTrip(new DeployPlanStep()));
        new SnippetizerTester(jenkins).assertRoundTrip(new DeployPlanStep(), "deployPlan()");
    }
}
