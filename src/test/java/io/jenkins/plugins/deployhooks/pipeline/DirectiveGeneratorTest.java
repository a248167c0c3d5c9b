package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.OptionsDirective;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Declarative Directive Generator, and that what it writes runs. */
@WithJenkins
class DirectiveGeneratorTest {
    private static final String OPTIONS = """
        options {
          withDeployLifecycle(app: 'shop', hooks: [lifecycleHook(event: 'preBuild', retries: 1, run: 'echo "it is" $DEPLOY_APP')], timeout: '5m')
        }\
        """;

    @Test
    void writesTheOptionAsItWasEntered(JenkinsRule jenkins) throws Exception {
        OptionsDirective.DescriptorImpl options = ExtensionList.lookupSingleton(OptionsDirective.DescriptorImpl.class);
        Descriptor<?> lifecycle = jenkins.jenkins.getDescriptorOrDie(WithDeployLifecycleStep.class);
        assertThat(options.getDescriptorsForContext(false)).contains(lifecycle);
        assertThat(options.getDescriptorsForContext(true)).contains(lifecycle);

        new Generator(jenkins).assertDirective(entered(), OPTIONS);

        WorkflowRun build = jenkins.buildAndAssertSuccess(Trail.job(
                jenkins,
                "pipeline { agent any\n" + OPTIONS + "\nstages { stage('build') { steps { deployHooks('build') {"
                        + " echo 'the body' } } } } }"));
        jenkins.assertLogContains("it is shop", build);
    }

    /** As the page sends it. */
    private static JSONObject entered() {
        JSONObject hook = new JSONObject()
                .element("event", "preBuild")
                .element("name", "")
                .element("run", "echo \"it is\" $DEPLOY_APP")
                .element("script", "")
                .element("retries", "1");
        JSONObject step = new JSONObject()
                .element("stapler-class", WithDeployLifecycleStep.class.getName())
                .element("$class", WithDeployLifecycleStep.class.getName())
                .element("app", "shop")
                .element("environment", "")
                .element("profile", "")
                .element("timeout", "5m")
                .element("hooks", new JSONArray().element(hook));
        return new JSONObject()
                .element("stapler-class", OptionsDirective.class.getName())
                .element("$class", OptionsDirective.class.getName())
                .element("options", step);
    }

    private static final class Generator extends SnippetizerTester {
        Generator(JenkinsRule jenkins) {
            super(jenkins);
        }

        void assertDirective(JSONObject entered, String text) throws Exception {
            assertGenerateSnippet("directive-generator/generateDirective", entered.toString(), text, null);
        }
    }
}
