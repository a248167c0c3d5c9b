package io.jenkins.plugins.deployhooks.pipeline.planning;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.junit.jupiter.api.Test;

class BuildPartsTest {
    @Test
    @Requirement("S45")
    void withoutTheTextOfTheProgramNoKeyIsGoodEnough() {
        assertThat(BuildParts.obstacle(Map.of("place", "1", "parameter VERSION", "2")))
                .startsWith("the text of the Pipeline cannot be had");
        assertThat(BuildParts.obstacle(Map.of("place", "1", "text of the Pipeline", "2")))
                .isNull();
    }

    @Test
    @Requirement("S46")
    void ofVariablesSecretsAndWhatIsOtherInEveryBuildDecideNothing() throws Exception {
        EnvironmentExpander blocks =
                EnvironmentExpander.merge(EnvironmentExpander.constant(Map.of("NODE_ENV", "test")), new Secrets());
        ProgramVariables all = new ProgramVariables(Map.of(
                        "NODE_NAME",
                        "agent",
                        "BUILD_TAG",
                        "7",
                        "BUILD_TYPE",
                        "debug",
                        "CONF",
                        "/w/conf",
                        "SETTINGS",
                        "/w@tmp/1/settings"))
                .within(blocks);
        assertThat(all.deciding("/w")).isEqualTo(Map.of("NODE_ENV", "test", "BUILD_TYPE", "debug", "CONF", "\0/conf"));
    }

    @Test
    @Requirement("S46")
    void whatPluginsSetAnewForEachBuildDecidesNothing() {
        for (String name : List.of(
                "SSH_AUTH_SOCK",
                "SSH_AGENT_PID",
                "DISPLAY",
                "XAUTHORITY",
                "ANDROID_SERIAL",
                "TMPDIR",
                "BUILD_TIMESTAMP",
                "BUILD_CAUSE_MANUALTRIGGER",
                "RUN_CHANGES_DISPLAY_URL")) {
            assertThat(new ProgramVariables(Map.of(name, "1")).deciding("/w"))
                    .as(name)
                    .isEmpty();
        }
        for (String name : List.of("DISPLAY_NAME", "MY_DISPLAY", "SSH_HOST", "TEMPLATE", "RUN_MODE")) {
            assertThat(new ProgramVariables(Map.of(name, "1")).deciding("/w"))
                    .as(name)
                    .hasSize(1);
        }
    }

    private static final class Secrets extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        @Override
        public void expand(EnvVars env) {
            env.put("TOKEN", "hush");
            env.put("GIT_COMMIT", "1234");
        }

        @Override
        public Set<String> getSensitiveVariables() {
            return Set.of("TOKEN");
        }
    }
}
