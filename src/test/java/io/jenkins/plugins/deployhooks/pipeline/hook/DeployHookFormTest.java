package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import java.io.InputStream;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeployHookFormTest {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule started) {
        rule = started;
    }

    @Test
    void theSnippetGeneratorWritesWhatWasEntered() throws Exception {
        DeployHookStep step = filled();
        new SnippetizerTester(rule)
                .assertRoundTrip(
                        step,
                        "deployHook env: ['A=1', 'B=x y'], errexit: true, event: 'preRun', killGrace: '5s', name:"
                                + " 'migrate', onFailure: 'warn', retries: '2', run: './migrate.sh', shell: 'bash',"
                                + " timeout: '5m'");
    }

    @Test
    void theFormKeepsEveryValue() throws Exception {
        DeployHookStep before = filled();

        DeployHookStep after = new StepConfigTester(rule).configRoundTrip(before);

        rule.assertEqualDataBoundBeans(before, after);
        assertThat(after.getEnv()).containsExactly("A=1", "B=x y");
    }

    @Test
    void everyArgumentHasHelp() {
        for (DescribableParameter parameter :
                DescribableModel.of(DeployHookStep.class).getParameters()) {
            InputStream help =
                    DeployHookStep.class.getResourceAsStream("DeployHookStep/help-" + parameter.getName() + ".html");
            assertThat(help).as("help of %s", parameter.getName()).isNotNull();
        }
    }

    @Test
    void theFormSaysWhatTheStepWouldSay() {
        DeployHookStep.DescriptorImpl descriptor =
                rule.jenkins.getDescriptorByType(DeployHookStep.DescriptorImpl.class);

        assertThat(descriptor.doCheckTimeout(null, "5 minutes").getMessage()).contains("did you mean 5m?");
        assertThat(descriptor.doCheckTimeout(null, "5m").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckTimeout(null, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckRetries(null, "1000").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckShell(null, "bsh").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckName(null, "a/b").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckDir(null, "../elsewhere").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckDir(null, "app").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckScript(null, "/bin/x").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckScript(null, "ci/x.sh").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckRun(null, "", null).getMessage()).contains("write a command, or name a script");
        assertThat(descriptor.doCheckRun(null, "make", "ci/x.sh").getMessage()).contains("one of both");
        assertThat(descriptor.doCheckRun(null, "make", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckEnv(null, "A=1\n\nB=x y").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckEnv(null, "A=1\nB").kind).isEqualTo(FormValidation.Kind.ERROR);
        TargetForm target = new TargetForm() {};
        assertThat(target.doCheckApp(null, "a\nb").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(target.doCheckEnvironment(null, "production").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(target.doCheckInstance(null, "queue").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(target.doCheckFile(null, "../x.yml").getMessage()).contains("relative to the root");
        assertThat(target.doCheckFile(null, "ci/deploy.yml").kind).isEqualTo(FormValidation.Kind.OK);
    }

    private static DeployHookStep filled() {
        DeployHookStep step = new DeployHookStep();
        step.setName("migrate");
        step.setEvent("preRun");
        step.setRun("./migrate.sh");
        step.setShell("bash");
        step.setTimeout("5m");
        step.setKillGrace("5s");
        step.setRetries("2");
        step.setOnFailure("warn");
        step.setErrexit(true);
        step.setEnv(List.of("A=1", "B=x y"));
        return step;
    }
}
