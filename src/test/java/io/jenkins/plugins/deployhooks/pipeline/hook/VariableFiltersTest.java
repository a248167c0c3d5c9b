package io.jenkins.plugins.deployhooks.pipeline.hook;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.Descriptor;
import hudson.model.Result;
import hudson.model.Run;
import jenkins.tasks.filters.EnvVarsFilterGlobalConfiguration;
import jenkins.tasks.filters.EnvVarsFilterGlobalRule;
import jenkins.tasks.filters.EnvVarsFilterRuleContext;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
public class VariableFiltersTest {
    @Test
    void whatAnAdministratorKeepsFromStepsIsKeptFromHooks(JenkinsRule rule) throws Exception {
        EnvVarsFilterGlobalConfiguration.getAllActivatedGlobalRules().add(new NoForbidden());

        WorkflowRun run = Builds.run(
                rule,
                Result.SUCCESS,
                "node { withEnv(['FORBIDDEN=x', 'ALLOWED=y']) { sh 'echo step [$FORBIDDEN] [$ALLOWED]';"
                        + " deployHook(run: 'echo hook [$FORBIDDEN] [$ALLOWED]') } }");

        assertThat(rule.getLog(run)).contains("step [] [y]", "hook [] [y]");
    }

    /** Takes one variable away. */
    public static final class NoForbidden implements EnvVarsFilterGlobalRule {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isApplicable(Run<?, ?> run, Object builder, Launcher launcher) {
            return run != null;
        }

        @Override
        public void filter(EnvVars env, EnvVarsFilterRuleContext context) {
            env.remove("FORBIDDEN");
        }

        /** Its name. */
        @TestExtension
        public static final class DescriptorImpl extends Descriptor<EnvVarsFilterGlobalRule> {}
    }
}
