package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.Result;
import hudson.tasks.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A real multi-configuration job: its form does not offer a deployment, and one that has it all the same fails by name. */
@WithJenkins
class MatrixJobTest {
    @Test
    void aDeploymentAroundEachCellIsRefusedByName(JenkinsRule jenkins) throws Exception {
        MatrixProject job = jenkins.createProject(MatrixProject.class);
        job.setAxes(new AxisList(new Axis("TARGET", "web", "worker")));
        job.getBuildWrappersList().add(new DeploymentLifecycle());
        job.getBuildersList().add(new Shell("echo RAN"));
        job.getPublishersList().add(new DeploymentResult());

        MatrixBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(build.getExactRuns()).hasSize(2);
        for (MatrixRun cell : build.getExactRuns()) {
            jenkins.assertLogContains(
                    "‘Deployment lifecycle’: a deployment belongs to one build, and a ‘Multi-configuration project’"
                            + " (MatrixProject) makes several at once",
                    cell);
            jenkins.assertLogNotContains("RAN", cell);
        }
        assertThat(ExtensionList.lookupSingleton(DeploymentLifecycle.DescriptorImpl.class)
                        .isApplicable(job))
                .isFalse();
        assertThat(ExtensionList.lookupSingleton(DeploymentResult.DescriptorImpl.class)
                        .isApplicable(MatrixProject.class))
                .isFalse();

        job.getBuildWrappersList().clear();
        job.getBuildersList().replaceBy(List.of(new RunPhase(List.of(new Shell("echo RAN")))));
        for (MatrixRun cell : jenkins.buildAndAssertStatus(Result.FAILURE, job).getExactRuns()) {
            jenkins.assertLogContains("‘Run phase’: a deployment belongs to one build", cell);
            jenkins.assertLogNotContains("RAN", cell);
        }
    }
}
