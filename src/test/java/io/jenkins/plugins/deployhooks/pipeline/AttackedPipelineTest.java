package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Huge values and tricks with paths in a Pipeline: refused by name before anything runs, or without harm. */
@WithJenkins
class AttackedPipelineTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void remember(JenkinsRule rule) {
        jenkins = rule;
    }

    private static String tried(String number, String deployment) {
        return "try { " + deployment + " } catch (e) { echo \"REFUSED " + number + ": ${e.message.take(2000)}\" }\n";
    }

    /** The arguments of a deployment, and a part of what is said of them. */
    private static String refused(List<String[]> attacks) {
        StringBuilder script = new StringBuilder("def huge = 'x' * 1000000\nnode {\n");
        for (int i = 0; i < attacks.size(); i++) {
            script.append(tried(
                    String.valueOf(i),
                    "withDeployLifecycle(" + attacks.get(i)[0]
                            + ") { deployHooks('build') { echo 'REACHED' }; deployHooks('run') { echo 'REACHED' } }"));
        }
        return script.append("}").toString();
    }

    private static String hook(String arguments) {
        return "hooks: [lifecycleHook(event: 'preRun', " + arguments + ")]";
    }

    @Test
    void argumentsThatAreTooLongOrLeadOutAreRefused() throws Exception {
        String name = "a name is one line of at most 100 characters";
        List<String[]> attacks = List.of(
                new String[] {"app: huge", name},
                new String[] {"environment: huge", name},
                new String[] {hook("name: huge, run: 'true'"), "it is longer than 100 bytes"},
                new String[] {hook("name: '../../evil', run: 'true'"), "'../../evil'"},
                new String[] {hook("name: '/evil', run: 'true'"), "'/evil'"},
                new String[] {hook("script: '../../evil.sh'"), "'../../evil.sh'"},
                new String[] {hook("script: '/etc/passwd'"), "'/etc/passwd'"},
                new String[] {hook("script: huge"), "xxx"},
                new String[] {hook("run: huge + huge"), "a text has at most 1,048,576 characters"});
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.SUCCESS, Trail.job(jenkins, refused(attacks)));
        String log = JenkinsRule.getLog(build);
        for (int i = 0; i < attacks.size(); i++) {
            String[] attack = attacks.get(i);
            assertThat(log)
                    .as(attack[0])
                    .containsPattern("(?s)REFUSED " + i + ": [^\n]*\n?[^\n]*" + Pattern.quote(attack[1]));
        }
        assertThat(log).doesNotContain("REACHED").hasSizeLessThan(60_000);
    }

    @Test
    void definitionsThatAreTooLongAreRefused() throws Exception {
        String script = "def huge = 'x' * 900000\nnode {\n";
        String[] definitions = {
            "cache: {key: ' + huge + '}",
            "env: {run: {A: ' + huge + '}}",
            "hooks: {preRun: [' + ('a,' * 90000) + ']}",
            "hooks: {preRun: [' + ('a,' * 600000) + ']}",
        };
        for (int i = 0; i < definitions.length; i++) {
            script += "writeFile file: 'deploy-hooks.yml', text: 'version: 1\\n" + definitions[i] + "\\n'\n"
                    + tried(String.valueOf(i), "withDeployLifecycle { deployHooks('build') { echo 'REACHED' } }");
        }
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.SUCCESS, Trail.job(jenkins, script + "}"));
        assertThat(JenkinsRule.getLog(build))
                .contains("a template has at most 10,000 characters")
                .contains("the value of a variable has at most 100,000 bytes")
                .contains("90,000 hooks of 'preRun', an event has at most 10,000")
                .contains("REFUSED 3: ")
                .doesNotContain("REACHED")
                .hasSizeLessThan(60_000);
    }

    @Test
    void namesOfAppsAndKeysAreNoNamesOfFiles() throws Exception {
        DumbSlave agent = Shop.agent(jenkins, "somewhere");
        jenkins.buildAndAssertStatus(
                Result.SUCCESS,
                Trail.job(
                        jenkins,
                        "node('somewhere') { writeFile file: 'deploy-hooks.yml', text: 'version: 1\\ncache: {key:"
                                + " \"../../evil-key\", paths: [made]}\\n'\n"
                                + "withDeployLifecycle(app: '../../../evil-app', environment: '../../evil-environment')"
                                + " { deployHooks('build') { writeFile file: 'made', text: '' }; deployHooks('run') {}"
                                + " } }"));
        for (Path place : List.of(jenkins.jenkins.getRootDir().toPath(), Path.of(agent.getRemoteFS()))) {
            Escapes.areNotAround(place);
        }
    }

    @Test
    void valuesOfHooksAreBounded() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.SUCCESS,
                Trail.job(
                        jenkins,
                        "node { def given = deployHook(name: 'h', run: '''(printf LONG=; head -c 1000000 /dev/zero | tr"
                                + " '\\\\0' x; echo) >> $DEPLOY_OUTPUT''')\necho \"GIVEN ${given.size()}\"\n"
                                + "given = deployHook(name: 'i', run: '''seq 100000 | sed 's/.*/K&=v/' >>"
                                + " $DEPLOY_OUTPUT''')\necho \"GIVEN ${given.size()}\" }"));
        assertThat(JenkinsRule.getLog(build))
                .contains("the value of LONG was left out: it is longer than 100000 bytes", "GIVEN 0", "GIVEN 1000")
                .contains("more lines were left out")
                .hasSizeLessThan(20_000);
    }
}
