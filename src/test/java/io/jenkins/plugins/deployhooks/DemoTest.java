package io.jenkins.plugins.deployhooks;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.architecture.Repository;
import io.jenkins.plugins.deployhooks.engine.guide.Tables;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The demo's Jenkins can be configured, and its jobs end as demo/README.md says. */
@WithJenkins
class DemoTest {
    private static final Path HOME = Repository.root().resolve("demo/home");

    private static JenkinsRule jenkins;

    @BeforeAll
    static void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        ConfigurationAsCode.get().configure(HOME.resolve("jenkins.yaml").toString());
    }

    @Test
    void everyJobEndsAsItShould() throws Exception {
        assertThat(DeployHooksConfiguration.get().getHooks()).hasSize(1);
        Map<String, Result> wanted = new TreeMap<>();
        for (List<String> row : Tables.rows("demo/README.md", "A Jenkins with jobs that show everything")) {
            wanted.put(row.get(0).replace("`", ""), Result.fromString(row.get(2).toUpperCase(Locale.ROOT)));
        }
        try (Stream<Path> jobs = Files.list(HOME.resolve("jobs"))) {
            assertThat(jobs.map(job -> job.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        }
        for (Map.Entry<String, Result> job : wanted.entrySet()) {
            try (InputStream config = Files.newInputStream(
                    HOME.resolve("jobs").resolve(job.getKey()).resolve("config.xml"))) {
                TopLevelItem made = jenkins.jenkins.createProjectFromXML(job.getKey(), config);
                jenkins.assertBuildStatus(job.getValue(), build(made));
            }
        }
        jenkins.assertLogContains("skipped: unchanged", build(jenkins.jenkins.getItem("clever-cloud")));
        jenkins.assertLogContains("unchanged since deployment", build(jenkins.jenkins.getItem("freestyle")));
        jenkins.assertLogContains("warming up, a redeploy", build(jenkins.jenkins.getItem("platform-sh")));
        assertThat(Files.readAllLines(jenkins.jenkins.getRootDir().toPath().resolve("ledger.txt")))
                .as("the administrator's hook has run where the profile has its event")
                .anyMatch(line -> line.startsWith("failing-shop FAILED"))
                .anyMatch(line -> line.matches("freestyle-shop SUCCESS after \\d+ s"));
    }

    private static Run<?, ?> build(TopLevelItem item) throws Exception {
        ((ParameterizedJob<?, ?>) item).scheduleBuild2(0).waitForStart();
        jenkins.waitUntilNoActivity();
        return ((Job<?, ?>) item).getLastBuild();
    }
}
