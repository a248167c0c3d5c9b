package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every example in the README and in docs/pipeline.md runs as it stands there, but for the checkout and the commands of a shop. */
@WithJenkins
class PipelineGuideTest {
    private static final Pattern EXAMPLE = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleRuns(JenkinsRule jenkins) throws Exception {
        String guide = Files.readString(Repository.root().resolve("README.md"))
                + Files.readString(Repository.root().resolve("docs/pipeline.md"))
                + Files.readString(Repository.root().resolve("docs/migration.md"));
        List<String> examples = EXAMPLE.matcher(guide)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(examples).hasSizeGreaterThan(5);
        for (String example : examples) {
            String script = example.replace("checkout scm", "writeFile file: 'deploy-hooks.yml', text: 'version: 1'")
                    .replace("sh 'make'", "sh 'echo make'")
                    .replace("sh './launch.sh'", "sh 'echo launch'");
            WorkflowRun build = jenkins.buildAndAssertSuccess(Trail.job(jenkins, script));
            if (example.contains("VERSION")) {
                jenkins.assertLogContains("building 1.2", build);
                jenkins.assertLogContains("built 1.2", build);
            }
        }
    }
}
