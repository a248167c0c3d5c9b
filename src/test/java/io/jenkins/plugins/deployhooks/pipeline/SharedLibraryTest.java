package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Snippet;
import java.nio.file.Files;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The shared library of docs/examples does what its README says. */
@WithJenkins
@Requirement("J")
class SharedLibraryTest {
    /** Its README. */
    static final String PAGE = "docs/examples/shared-library/README.md";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void install(JenkinsRule rule) {
        jenkins = rule;
        CopiedLibrary.install();
    }

    @Test
    void aDeploymentHasTheHooksAndTheArchivesOfTheTeam() throws Exception {
        List<Snippet> examples = Snippet.of(Snippet.Kind.PIPELINE).stream()
                .filter(snippet -> snippet.page().equals(PAGE))
                .toList();
        assertThat(examples).hasSize(1);
        WorkflowRun first =
                jenkins.buildAndAssertSuccess(Trail.job(jenkins, examples.get(0).text()));
        jenkins.assertLogContains("deploying shop to production", first);
        jenkins.assertLogNotContains("was not deployed", first);
        jenkins.assertLogContains("[deploy-hooks] save on agent built-in", first);
    }

    @Test
    void aFailureIsToldAndHooksOfTheCallerComeAfterThoseOfTheTeam() throws Exception {
        String script = Files.readString(
                Repository.root().resolve(PAGE).resolveSibling("test").resolve("fails.groovy"));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, Trail.job(jenkins, script));
        jenkins.assertLogContains("deploying shop to development", run);
        jenkins.assertLogContains("shop was not deployed to development: preRun/migrate failed", run);
        jenkins.assertLogNotContains("never reached", run);
    }
}
