package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a deployment in a Pipeline leaves for the run phase on another agent, and for later deployments. */
@WithJenkins
class ArchivesTest {
    private static JenkinsRule jenkins;
    private static DumbSlave a;
    private static DumbSlave b;

    @TempDir
    private Path dir;

    @BeforeAll
    static void startAgents(JenkinsRule rule) throws Exception {
        jenkins = rule;
        a = Shop.agent(rule, "a");
        b = Shop.agent(rule, "b");
    }

    @Test
    @Requirement({"S13", "S15", "S16", "S18", "S20", "S22", "S46"})
    void whatWasBuiltIsWhereItRunsAndIsBuiltOnce() throws Exception {
        Shop shop = new Shop(jenkins, dir);
        Shop.place(a, b);
        WorkflowRun first = shop.build();
        System.out.println(jenkins.getLog(first));
        assertThat(shop.news())
                .containsExactly(
                        "preBuild a", "build a", "postBuild a", "preRun b", "app", "post", "pre", "run b first deploy false");
        assertThat(Shop.step(first, "restore")).contains("miss: no archive yet");
        assertThat(Shop.step(first, "bring")).startsWith("SUCCESS");

        Shop.place(b, a);
        WorkflowRun second = shop.build();
        System.out.println(jenkins.getLog(second));
        assertThat(shop.news())
                .containsExactly(
                        "preBuild b", "preRun a", "app", "post", "pre", "run a first from-cache true SUCCESS");
        assertThat(Shop.step(second, "postBuild/1")).isEqualTo("SKIPPED from cache");
        assertThat(Shop.step(second, "build")).isEqualTo("SKIPPED from cache");
        assertThat(shop.archives()).hasSize(1);
    }
}
