package io.jenkins.plugins.deployhooks.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.tasks.Shell;
import hudson.util.Secret;
import io.jenkins.plugins.deployhooks.config.AdministratorHook;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.listener.DeployEvent;
import io.jenkins.plugins.deployhooks.listener.DeployListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What deployments in freestyle jobs share with those in Pipelines: archives, lock, values, secrets. */
@WithJenkins
class FreestyleJobsTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String SECRET = "s3cr3t-that-nobody-may-see";

    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private static JenkinsRule jenkins;
    private static DumbSlave agent;

    @TempDir
    private Path dir;

    private Shop shop;

    @BeforeAll
    static void start(JenkinsRule rule, @TempDir Path agents) throws Exception {
        jenkins = rule;
        agent = Shop.agent(rule, agents);
    }

    @BeforeEach
    void open() throws Exception {
        shop = shop("one");
    }

    private Shop shop(String name) throws IOException {
        Shop made = new Shop(jenkins, dir.resolve(name));
        made.job().setAssignedNode(agent);
        return made;
    }

    private BuildPhase building(String line) {
        return new BuildPhase(List.of(shop.shell(line, "mkdir -p dist", "echo made > dist/app")));
    }

    @Test
    @Requirement({"S13", "S18", "S22", "S46"})
    void fromCacheOnlyWhatStandsInABuildPhaseIsLeftOut() throws Exception {
        shop.settings().setCache(true);
        RunPhase run = shop.run(shop.shell("run", "grep made dist/app"));
        shop.with(building("build"), shop.shell("besides"), run).build(Result.SUCCESS);
        assertThat(shop.news())
                .containsExactly(
                        "preBuild", "build", "besides", "postBuild", "preRun", "run", "runSucceeded", "cleanup");

        FreeStyleBuild cached = shop.build(Result.SUCCESS);

        assertThat(shop.news()).containsExactly("preBuild", "besides", "preRun", "run", "runSucceeded", "cleanup");
        assertThat(Shop.step(cached, "build")).isEqualTo("SKIPPED unchanged");
        assertThat(Shop.step(cached, "postBuild")).isEqualTo("SKIPPED unchanged");
        jenkins.assertLogContains("the build phase is left out: unchanged", cached);

        shop.job().getBuildersList().replaceBy(List.of(building("other"), shop.shell("besides"), run));
        FreeStyleBuild other = shop.build(Result.SUCCESS);
        assertThat(shop.news()).contains("other", "postBuild");
        jenkins.assertLogContains("configuration of the builders changed", other);
    }

    @Test
    @Requirement({"S47", "S49"})
    void aRedeployWithoutChangesRunsPostDeployAlone() throws Exception {
        shop.settings().setProfile("platform-sh");
        shop.events("build", "deploy", "post_deploy").with(building("make"), shop.run(shop.shell("run")));
        shop.build(Result.SUCCESS);
        assertThat(shop.news()).containsExactly("make", "build", "run", "deploy", "post_deploy");

        FreeStyleBuild again = shop.build(Result.SUCCESS);

        assertThat(shop.news()).containsExactly("post_deploy");
        assertThat(Shop.step(again, "deploy")).startsWith("SKIPPED unchanged");
        jenkins.assertLogContains("the builders of the run phase are left out: unchanged", again);

        shop.settings().setRebuild(true);
        shop.build(Result.SUCCESS);
        assertThat(shop.news()).containsExactly("make", "build", "run", "deploy", "post_deploy");
    }

    @Test
    @Requirement("S1")
    void aJobWithoutABuildPhaseKeepsNoArchives() throws Exception {
        shop.settings().setCache(true);
        FreeStyleBuild build = shop.usual().build(Result.SUCCESS);
        jenkins.assertLogContains("no archives: no builder of this job stands in a ‘Build phase’", build);
        assertThat(Shop.step(build, "save")).startsWith("SKIPPED");
    }

    @Test
    @Requirement("S57")
    void waitsVisiblyForAnotherJobThatDeploysTheSame() throws Exception {
        Shop other = shop("other");
        for (Shop each : List.of(shop, other)) {
            each.settings().setApp("shop");
            each.settings().setEnvironment("production");
        }
        String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.1; done";
        shop.with(shop.shell("build"), shop.run(shop.shell("run", gate)));
        other.usual();
        FreeStyleBuild first = shop.start();
        Awaitility.await().atMost(SOON).until(() -> shop.has("run"));
        FreeStyleBuild second = other.start();

        jenkins.waitForMessage("Waiting for", second);

        assertThat(other.lines()).doesNotContain("preRun");
        Files.createFile(dir.resolve("open"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        assertThat(other.lines()).containsSequence("preRun", "run", "runSucceeded", "cleanup");
        assertThat(Shop.report(second).path("warnings").toString()).contains("waited for");

        // whoever is aborted while he waits has his answer, too
        Files.delete(dir.resolve("open"));
        other.news();
        FreeStyleBuild third = shop.start();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> shop.lines().stream().filter("run"::equals).count() == 2);
        FreeStyleBuild fourth = other.start();
        jenkins.waitForMessage("Waiting for", fourth);
        fourth.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(fourth));
        assertThat(other.lines()).containsExactly("preBuild", "build", "postBuild", "runFailed ABORTED", "cleanup");
        Files.createFile(dir.resolve("open"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(third));
    }

    @Test
    @Requirement("S8")
    void laterBuildersSeeWhatHooksHaveGiven() throws Exception {
        shop.hook("preBuild", "echo 'VALUE=a$HOME $$ \"b\"' >> \"$DEPLOY_OUTPUT\"")
                .hook("preRun", "echo \"in preRun: $VALUE\"");
        FreeStyleBuild build = shop.with(
                        new Shell("echo \"in a builder: $VALUE of $DEPLOY_PHASE\""),
                        shop.run(new Shell("echo \"in the run phase: $VALUE of $DEPLOY_PHASE\"")))
                .build(Result.SUCCESS);
        jenkins.assertLogContains("in a builder: a$HOME $$ \"b\" of build", build);
        jenkins.assertLogContains("in preRun: a$HOME $$ \"b\"", build);
        jenkins.assertLogContains("in the run phase: a$HOME $$ \"b\" of run", build);
    }

    @Test
    void theHooksOfOneEventByThemselves() throws Exception {
        shop.hook("preRun", "echo VALUE=7 >> \"$DEPLOY_OUTPUT\"").define();
        shop.job().getBuildersList().addAll(List.of(new EventHooks("preRun"), new Shell("echo \"it is $VALUE\"")));
        FreeStyleBuild build = shop.build(Result.SUCCESS);
        assertThat(shop.news()).containsExactly("preRun");
        jenkins.assertLogContains("it is 7", build);

        shop.hook("preRun", "exit 3").define();
        assertThat(Shop.step(shop.build(Result.FAILURE), "preRun")).startsWith("FAILED preRun failed on agent agent");

        shop.job().getBuildersList().replaceBy(List.of(new EventHooks("prerun")));
        jenkins.assertLogContains("did you mean preRun?", shop.build(Result.FAILURE));
    }

    @Test
    @Requirement("S8")
    void credentialsAreMaskedWhereverTheyArePrinted() throws Exception {
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(SECRET)));
        shop.job().getBuildWrappersList().add(new SecretBuildWrapper(List.of(new StringBinding("TOKEN", "token"))));
        String gate = "while ! test -e " + dir.resolve("open") + "; do sleep 0.1; done";
        shop.hook("preBuild", "echo \"T=a $TOKEN\" >> $DEPLOY_OUTPUT; printf \"without an end: $TOKEN\"")
                .hook("preRun", "echo \"it is $TOKEN, T is $T\"; exit 7")
                .hook("runFailed", "echo \"$DEPLOY_REASON $TOKEN\"; " + gate);
        shop.with(new Shell("echo body: $TOKEN"), shop.run());
        FreeStyleBuild build = shop.start();
        Awaitility.await().atMost(SOON).until(() -> shop.has("runFailed FAILED"));
        assertThat(filesWithSecret(build)).isEmpty();
        Files.createFile(dir.resolve("open"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(filesWithSecret(build)).isEmpty();
        assertThat(jenkins.getLog(build))
                .contains("body: ****", "it is ****, T is \n", "The value of T in its DEPLOY_OUTPUT holds a secret")
                .doesNotContain(SECRET);
        assertThat(Shop.logs(build)).contains("without an end: ****");
    }

    @Test
    void anAdministratorIsHeededAndOtherPluginsHear() throws Exception {
        DeployHooksConfiguration administrator = DeployHooksConfiguration.get();
        AdministratorHook audit = new AdministratorHook("preRun", "audit", shop.leave("audit"));
        AdministratorHook told = new AdministratorHook("runSucceeded", "told", shop.leave("told"));
        told.setPosition("after");
        try {
            administrator.setHooks(List.of(audit, told));
            HEARD.clear();
            shop.usual().build(Result.SUCCESS);
            assertThat(shop.news())
                    .containsExactly(
                            "preBuild",
                            "build",
                            "postBuild",
                            "audit",
                            "preRun",
                            "run",
                            "runSucceeded",
                            "told",
                            "cleanup");
            assertThat(HEARD)
                    .containsExactly(
                            "started",
                            "preBuild SUCCEEDED",
                            "postBuild SUCCEEDED",
                            "preRun/audit SUCCEEDED",
                            "preRun SUCCEEDED",
                            "runSucceeded SUCCEEDED",
                            "runSucceeded/told SUCCEEDED",
                            "cleanup SUCCEEDED",
                            "finished success");

            administrator.setHooks(null);
            administrator.setMaximumTimeout("2s");
            Shop slow = shop("slow");
            FreeStyleBuild cut = slow.define("defaults: {timeout: none}")
                    .hook("preRun", "sleep 600")
                    .usual()
                    .build(Result.FAILURE);
            jenkins.assertLogContains("time-out none is cut to the administrator's maximum 2s", cut);
            assertThat(slow.lines()).endsWith("preRun", "runFailed FAILED", "cleanup");

            administrator.setMaximumTimeout(null);
            administrator.setRepositoryHooks("none");
            jenkins.assertLogContains(
                    "the administrator allows no hooks from the repository", shop.build(Result.FAILURE));
            assertThat(shop.lines()).isEmpty();
        } finally {
            administrator.setHooks(null);
            administrator.setMaximumTimeout(null);
            administrator.setRepositoryHooks(null);
        }
    }

    /** Writes down what it hears of deployments. */
    @TestExtension
    public static final class Attentive extends DeployListener {
        @Override
        public void onStarted(DeployEvent event) {
            HEARD.add("started");
        }

        @Override
        public void onHookFinished(DeployEvent event, StepReport hook) {
            HEARD.add(hook.id() + " " + hook.state());
        }

        @Override
        public void onFinished(DeployEvent event) {
            HEARD.add("finished " + event.report().result().outcome());
        }
    }

    @Test
    void whatCannotBeIsRefusedByName() throws Exception {
        shop.usual().job().getBuildWrappersList().add(new DeploymentLifecycle());
        jenkins.assertLogContains("‘Deployment lifecycle’: the job has it more than once", shop.build(Result.FAILURE));
        assertThat(shop.lines()).isEmpty();

        Shop alone = shop("alone");
        alone.job().getBuildersList().add(alone.run(alone.shell("run")));
        jenkins.assertLogContains(
                "‘Run phase’ is a phase of a deployment: switch on ‘Deployment lifecycle’",
                alone.build(Result.FAILURE));
        assertThat(alone.lines()).isEmpty();

        Shop twice = shop("twice");
        twice.with(twice.run(twice.shell("run")), twice.run(twice.shell("again")));
        jenkins.assertLogContains("the run phase cannot begin", twice.build(Result.FAILURE));
        assertThat(twice.lines()).endsWith("preRun", "run", "runFailed FAILED", "cleanup");

        Shop late = shop("late");
        late.with(late.run(late.shell("run")), new BuildPhase(List.of(late.shell("build"))));
        jenkins.assertLogContains(
                "‘Build phase’ comes after the run phase of the deployment has begun", late.build(Result.FAILURE));
        assertThat(late.lines()).endsWith("preRun", "run", "runFailed FAILED", "cleanup");

        Shop wrong = shop("wrong");
        FreeStyleBuild broken = wrong.define("proflie: native").usual().build(Result.FAILURE);
        jenkins.assertLogContains("did you mean profile?", broken);
        assertThat(wrong.lines()).isEmpty();
    }

    @Test
    void withoutADeploymentABuildPhaseIsItsBuildersAndThereIsNothingToAnswer() throws Exception {
        shop.define();
        shop.job().getBuildersList().add(new BuildPhase(List.of(shop.shell("build"))));
        shop.job().getPublishersList().add(new DeploymentResult());
        FreeStyleBuild build = shop.build(Result.SUCCESS);
        assertThat(shop.news()).containsExactly("build");
        jenkins.assertLogContains("no deployment has begun in this build, so there is nothing to answer", build);
    }

    private static List<Path> filesWithSecret(FreeStyleBuild build) throws IOException {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(SECRET))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return ""; // a file that was there for a moment only
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
