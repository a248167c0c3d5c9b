package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.tasks.Shell;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A job in the style of Maven is offered nothing of a deployment; what it has all the same says so, fails the build, and runs nothing. */
@WithJenkins
@Requirement("J")
class MavenStyleJobTest {
    /** Found by Jenkins only here. */
    @TestExtension
    public static final class Kind extends MavenStyleJob.Kind {}

    private static final String REFUSED =
            "a deployment needs a job with builders one after the other in one workspace, a"
                    + " freestyle job; this is a ‘Project in the style of Maven’ (MavenStyleJob)";

    private static JenkinsRule jenkins;
    private MavenStyleJob job;

    @BeforeEach
    void start(JenkinsRule rule) throws IOException {
        jenkins = rule;
        job = rule.createProject(MavenStyleJob.class);
        rule.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("CC_PRE_RUN_HOOK", "echo HOOK RAN")));
    }

    private static Shell shell() {
        return new Shell("echo STEP RAN");
    }

    private void fails(String part, boolean work) throws Exception {
        MavenStyleJob.Build build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("‘" + part + "’: " + REFUSED, build);
        jenkins.assertLogNotContains("HOOK RAN", build);
        jenkins.assertLogNotContains("STEP RAN", build);
        assertThat(build.getLog().contains(MavenStyleJob.WORK))
                .as("its own work")
                .isEqualTo(work);
    }

    @Test
    void nothingOfADeploymentIsOfferedAndWhatIsThereByForceIsRefused() throws Exception {
        DeploymentLifecycle.DescriptorImpl wrapper =
                ExtensionList.lookupSingleton(DeploymentLifecycle.DescriptorImpl.class);
        assertThat(wrapper.isApplicable(job)).isFalse();
        assertThat(wrapper.isApplicable(jenkins.createFreeStyleProject())).isTrue();
        for (Class<? extends BuildStepDescriptor<?>> part : List.of(
                BuildPhase.DescriptorImpl.class,
                RunPhase.DescriptorImpl.class,
                EventHooks.DescriptorImpl.class,
                DeploymentResult.DescriptorImpl.class)) {
            BuildStepDescriptor<?> descriptor = ExtensionList.lookupSingleton(part);
            assertThat(descriptor.isApplicable(MavenStyleJob.class)).isFalse();
            assertThat(descriptor.isApplicable(FreeStyleProject.class)).isTrue();
        }

        job.is(Result.SUCCESS, List.of(new DeploymentLifecycle()), List.of(shell()), List.of(shell()));
        fails("Deployment lifecycle", false);

        List<Builder> all = List.of(new BuildPhase(List.of(shell())));
        job.is(Result.FAILURE, List.of(new DeploymentLifecycle()), all, all, new DeploymentResult());
        fails("Deployment lifecycle", false);
        fails("Build phase", false);
        fails("Result of the deployment: runSucceeded or runFailed", false);

        job.is(Result.FAILURE, List.of(), List.of(), List.of(new RunPhase(List.of(shell()))));
        fails("Run phase", true);
        job.is(Result.FAILURE, List.of(), List.of(), List.of(new EventHooks("preRun")));
        fails("Run deployment hooks of an event", true);
        job.is(Result.FAILURE, List.of(), List.of(), List.of(), new DeploymentResult());
        fails("Result of the deployment: runSucceeded or runFailed", true);
    }
}
