package io.jenkins.plugins.deployhooks.ui;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.User;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the documentation says to send to Jenkins does what it says there. */
@WithJenkins
class AdministrationGuideTest {
    private static final String DELETE = "deployArchives/delete";

    @TempDir
    File temp;

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @Test
    void everyRequestOfTheDocumentationIsAnswered(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        String token =
                User.getById("admin", true).getProperty(ApiTokenProperty.class).generateNewToken("guide").plainValue;
        job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition("""
            node {
                withDeployLifecycle(app: 'shop', cache: true) {
                    deployHooks('build') { sh 'echo made > made' }
                    deployHooks('run') { sh 'cat made' }
                }
            }
            """, true));
        List<Snippet> snippets = Snippet.of(Snippet.Kind.SHELL_WITH_JENKINS);
        assertThat(snippets).isNotEmpty().anyMatch(snippet -> snippet.text().contains(DELETE));
        for (Snippet snippet : snippets) {
            jenkins.buildAndAssertSuccess(job);
            assertThat(firstArchive()).isNotEmpty();
            execute(
                    snippet,
                    snippet.text()
                            .replace("JENKINS", jenkins.getURL().toString().replaceFirst("/$", ""))
                            .replace("USER:TOKEN", "admin:" + token)
                            .replace("NAME", job.getName())
                            .replace("=ID", "=" + firstArchive()));
            if (snippet.text().contains(DELETE)) {
                assertThat(firstArchive()).as("deleted by %s", snippet).isEmpty();
            }
        }
    }

    private void execute(Snippet snippet, String script) throws Exception {
        File output = new File(temp, "output");
        Process shell = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", script)
                .directory(temp)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(shell.waitFor(30, TimeUnit.SECONDS))
                    .as("%s ends", snippet)
                    .isTrue();
            assertThat(shell.exitValue()).as("%s: %s", snippet, output).isEqualTo(snippet.exitCode());
        } finally {
            shell.destroyForcibly();
        }
    }

    private String firstArchive() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withBasicCredentials("admin")) {
            var archives = client.getJSON(job.getUrl() + "deployArchives/api/json")
                    .getJSONObject()
                    .getJSONArray("archives");
            return archives.isEmpty() ? "" : archives.getJSONObject(0).getString("id");
        }
    }
}
