package io.jenkins.plugins.deployhooks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.slaves.DumbSlave;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

    private Shop shop;

    @BeforeAll
    static void startAgents(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DurableTaskStep.USE_WATCHING = true;
        a = Shop.agent(rule, "a");
        b = Shop.agent(rule, "b");
    }

    /** The steps of Jenkins that builds consist of here are told of their ends then, instead of asking every now and then. */
    @AfterAll
    static void asBefore() {
        DurableTaskStep.USE_WATCHING = false;
    }

    @BeforeEach
    void openShop() throws Exception {
        shop = new Shop(jenkins, dir);
    }

    @AfterEach
    void noVariables() {
        jenkins.jenkins.getGlobalNodeProperties().clear();
    }

    private static void variable(String name, String value) {
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(name, value)));
    }

    @Test
    @Requirement({"S13", "S15", "S16", "S20", "S22", "S46"})
    void whatWasBuiltIsWhereItRunsAndIsBuiltOnce() throws Exception {
        shop.place(a, b);
        WorkflowRun first = shop.build();
        assertThat(shop.news())
                .containsExactly(
                        "preBuild a",
                        "make a",
                        "postBuild a",
                        "preRun b",
                        "app",
                        "post",
                        "pre",
                        "start b first deploy false .");
        assertThat(Shop.step(first, "restore")).isEqualTo("SKIPPED miss: no archive yet");
        assertThat(Shop.step(first, "bring")).startsWith("SUCCEEDED");

        shop.place(b, a);
        WorkflowRun second = shop.build();
        assertThat(shop.news())
                .containsExactly(
                        "preBuild b", "preRun a", "app", "post", "pre", "start a first redeploy true SUCCESS.");
        assertThat(Shop.step(second, "postBuild")).isEqualTo("SKIPPED unchanged");
        assertThat(Shop.step(second, "build")).isEqualTo("SKIPPED unchanged");
        assertThat(shop.archives()).hasSize(1);

        shop.place(a, a);
        WorkflowRun third = shop.source("second").build();
        assertThat(shop.news()).contains("make a", "start a second deploy false SUCCESS.");
        assertThat(Shop.step(third, "restore")).isEqualTo("SKIPPED miss: key part tree changed");
        // The same agent and directory, but given back between the phases.
        assertThat(Shop.step(third, "bring")).startsWith("SUCCEEDED");
        assertThat(Shop.report(third).toString()).doesNotContain("the run phase is where the build phase was");
    }

    @Test
    @Requirement({"S17", "S18", "S21"})
    void aFailureBeforeTheArchiveLeavesNoneAndOneAfterItKeepsIt() throws Exception {
        shop.place(a, a);
        shop.fails("postBuild", true);
        shop.build(Result.FAILURE);
        assertThat(shop.archives()).isEmpty();

        shop.fails("postBuild", false);
        shop.fails("preRun", true);
        WorkflowRun second = shop.build(Result.FAILURE);
        assertThat(shop.news()).containsSubsequence("make a", "make a", "preRun a");
        assertThat(Shop.step(second, "save")).startsWith("SUCCEEDED");

        shop.fails("preRun", false);
        WorkflowRun third = shop.build();
        assertThat(Shop.step(third, "build")).isEqualTo("SKIPPED from cache");
        assertThat(Shop.step(third, "postBuild")).isEqualTo("SKIPPED from cache");
        assertThat(shop.news()).doesNotContain("make a").contains("start a first from-cache true FAILED.");
    }

    @Test
    @Requirement({"S19", "D6"})
    void archivesAreNotMadeWhereTheyAreSwitchedOff() throws Exception {
        shop.place(a, a);
        variable("CC_DISABLE_BUILD_CACHE_UPLOAD", "true");
        shop.build();
        assertThat(shop.archives()).isEmpty();
        noVariables();
        shop.build();
        assertThat(shop.archives()).hasSize(1);
        assertThat(shop.news().stream().filter("make a"::equals)).hasSize(2);

        Shop none = new Shop(jenkins, dir).arguments("profile: 'clever-cloud', cache: false");
        WorkflowRun refused = none.build();
        assertThat(Shop.step(refused, "bring")).isEqualTo("SKIPPED no archives: cache is false");
        Shop plain = new Shop(jenkins, dir).arguments("environment: 'test'");
        assertThat(Shop.step(plain.build(), "save")).contains("neither cache.paths nor the profile asks for them");
        Shop asked = new Shop(jenkins, dir).arguments("cache: true");
        asked.build();
        assertThat(asked.archives()).hasSize(1);
    }

    @Test
    @Requirement({"S47", "S48", "S49", "S50", "S63", "D6", "U"})
    void aRedeployWithoutChangesRunsOnlyWhatComesAfter() throws Exception {
        shop.place(a, a);
        shop.platform();
        WorkflowRun first = shop.build();
        assertThat(shop.news())
                .containsExactly("make a", "build a", "start a first deploy false .", "deploy a", "post_deploy a");
        assertThat(dir.resolve("platform"))
                .content()
                .matches("tree=[0-9a-f]{16} project=" + shop.job().getFullName() + "\\n");

        WorkflowRun second = shop.build();
        assertThat(shop.news()).containsExactly("post_deploy a");
        String id = Shop.report(first).path("deployment").path("id").asText();
        assertThat(id).isNotEmpty();
        assertThat(Shop.report(second).toString()).contains("unchanged since deployment " + id);
        assertThat(Shop.step(second, "build/build")).isEqualTo("SKIPPED unchanged");
        assertThat(Shop.step(second, "deploy")).isEqualTo("SKIPPED unchanged");
        assertThat(Shop.report(second).path("deployment").path("kind").asText()).isEqualTo("redeploy");

        // Only what is seen at run time changes.
        shop.file("deploy-hooks.yml", "version: 1\nenv: {run: {PORT: '1'}}\n").build();
        assertThat(shop.news()).containsExactly("start a first from-cache true SUCCESS.", "deploy a", "post_deploy a");

        variable("REBUILD", "true");
        WorkflowRun forced = shop.build();
        assertThat(shop.news()).contains("make a", "build a", "deploy a", "post_deploy a");
        assertThat(Shop.step(forced, "restore")).contains("a rebuild is asked for");
        noVariables();
        shop.build();
        assertThat(shop.news()).containsExactly("post_deploy a");
    }

    @Test
    @Requirement("S46")
    void whatTheProgramSaysAndItsParametersArePartsOfTheKey() throws Exception {
        shop.place(a, a);
        shop.quiet();
        shop.job()
                .addProperty(new ParametersDefinitionProperty(
                        new StringParameterDefinition("VERSION", "1"),
                        new PasswordParameterDefinition("TOKEN", "", "")));
        shop.build(new StringParameterValue("VERSION", "1"), new PasswordParameterValue("TOKEN", "x"));
        WorkflowRun other = shop.build(new StringParameterValue("VERSION", "2"));
        assertThat(Shop.step(other, "restore")).isEqualTo("SKIPPED miss: key part parameter VERSION changed");
        shop.news();
        shop.build(new StringParameterValue("VERSION", "1"), new PasswordParameterValue("TOKEN", "y"));
        assertThat(shop.news()).hasSize(1);
        WorkflowRun rewritten = shop.arguments(
                        "profile: 'clever-cloud', environment: 'production', rebuild: params.VERSION == 'new'")
                .build(new StringParameterValue("VERSION", "1"));
        assertThat(Shop.step(rewritten, "restore")).isEqualTo("SKIPPED miss: key part text of the Pipeline changed");
        shop.build(new StringParameterValue("VERSION", "new"));
        WorkflowRun after = shop.build(new StringParameterValue("VERSION", "1"));
        assertThat(Shop.step(after, "restore"))
                .as("what the rebuild was to get rid of")
                .isEqualTo("SKIPPED miss: key part parameter VERSION changed");
    }

    @Test
    @Requirement("S45")
    void aDamagedArchiveAndAPoisonedCopyAreMissesAndNeverFailures() throws Exception {
        shop.place(a, b);
        shop.quiet().build();
        shop.place(b, a);
        for (DumbSlave agent : List.of(a, b)) {
            Shop.copies(agent).forEach(ArchivesTest::spoil);
        }
        shop.news();
        shop.build();
        assertThat(shop.news()).containsExactly("start a first redeploy true SUCCESS.");

        for (DumbSlave agent : List.of(a, b)) {
            Shop.copies(agent).forEach(ArchivesTest::spoil);
        }
        shop.archives().forEach(ArchivesTest::spoil);
        WorkflowRun built = shop.build();
        assertThat(shop.news()).containsExactly("make b", "start a first deploy false SUCCESS.");
        assertThat(Shop.step(built, "restore")).startsWith("FAILED miss: the archive cannot be used");
        assertThat(shop.archives()).hasSize(1);
        shop.build();
        assertThat(shop.news()).containsExactly("start a first redeploy true SUCCESS.");
    }

    private static void spoil(Path entry) {
        try {
            Path archive = entry.resolve("archive");
            byte[] bytes = Files.readAllBytes(archive);
            bytes[bytes.length / 2] ^= 1;
            Files.write(archive, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Requirement("D4")
    void dependenciesOutliveAChangedKeyOnWhicheverAgent() throws Exception {
        variable("CC_CACHE_DEPENDENCIES", "true");
        shop.quiet()
                .file("package.json", "{}")
                .hook("preBuild", "ls node_modules >> " + dir.resolve("trail") + " || true")
                .hook("postBuild", "mkdir -p node_modules && echo m > node_modules/module");
        shop.place(a, a);
        shop.build();
        assertThat(shop.news()).doesNotContain("module");
        shop.place(b, b);
        shop.source("second").build();
        assertThat(shop.news()).containsSubsequence("preBuild b", "module", "make b");
    }

    @Test
    @Requirement("D7")
    void theSameCommitIsNotDeployedTwiceWhereThatIsAskedFor() throws Exception {
        shop.place(a, a);
        shop.quiet()
                .arguments("environment: 'production'")
                .file("deploy-hooks.yml", "version: 1\nsameCommitPolicy: ignore\n");
        shop.build();
        assertThat(shop.news()).hasSize(2);
        WorkflowRun ignored = shop.build();
        assertThat(shop.news()).isEmpty();
        assertThat(Shop.step(ignored, "run")).contains("is deployed already").contains("sameCommitPolicy is ignore");
        shop.file("deploy-hooks.yml", "version: 1\nsameCommitPolicy: error\n");
        WorkflowRun refused = shop.build(Result.FAILURE);
        jenkins.assertLogContains("so nothing is deployed", refused);
    }
}
