package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Every Pipeline in the documentation runs as it stands there, but for the checkout and the commands of a shop; that of the
 * shared library in {@link SharedLibraryTest}.
 */
@WithJenkins
class PipelineGuideTest {
    @Test
    void everyExampleRuns(JenkinsRule jenkins) throws Exception {
        List<Snippet> examples = Snippet.of(Snippet.Kind.PIPELINE).stream()
                .filter(example -> !example.page().equals(SharedLibraryTest.PAGE))
                .toList();
        assertThat(examples).hasSizeGreaterThan(5);
        for (Snippet example : examples) {
            String script = example.text()
                    .replace("checkout scm", "writeFile file: 'deploy-hooks.yml', text: 'version: 1'")
                    .replace("sh 'make'", "sh 'echo make'")
                    .replace("sh './launch.sh'", "sh 'echo launch'");
            WorkflowRun build = Trail.job(jenkins, script).scheduleBuild2(0).get();
            assertThat(build.getResult())
                    .as("%s: %s", example, JenkinsRule.getLog(build))
                    .isEqualTo(Result.SUCCESS);
            if (script.contains("VERSION=1.2")) {
                jenkins.assertLogContains("building 1.2", build);
                jenkins.assertLogContains("built 1.2", build);
            }
        }
    }
}
