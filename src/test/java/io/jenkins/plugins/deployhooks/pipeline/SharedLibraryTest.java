package io.jenkins.plugins.deployhooks.pipeline;

import hudson.model.Result;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The shared library of docs/examples does what its README says. */
@WithJenkins
@Requirement("J")
class SharedLibraryTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void install(JenkinsRule rule) {
        jenkins = rule;
        CopiedLibrary.install();
    }

    private static WorkflowJob job(String script) throws Exception {
        return Trail.job(
                jenkins,
                Files.readString(Repository.root()
                        .resolve("docs/examples/shared-library/test")
                        .resolve(script)));
    }

    @Test
    void aDeploymentHasTheHooksAndTheArchivesOfTheTeam() throws Exception {
        WorkflowJob job = job("succeeds.groovy");
        WorkflowRun first = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("deploying shop to production", first);
        jenkins.assertLogNotContains("was not deployed", first);
        jenkins.assertLogContains("[deploy-hooks] save on agent built-in", first);
    }

    @Test
    void aFailureIsToldAndHooksOfTheCallerComeAfterThoseOfTheTeam() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job("fails.groovy"));
        jenkins.assertLogContains("deploying shop to development", run);
        jenkins.assertLogContains("shop was not deployed to development: preRun/migrate failed", run);
        jenkins.assertLogNotContains("never reached", run);
    }
}
