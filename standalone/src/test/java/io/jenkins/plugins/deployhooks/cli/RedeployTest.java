package io.jenkins.plugins.deployhooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.cli.CachedApp.Deployed;
import io.jenkins.plugins.deployhooks.cli.options.ExitCode;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions.Revision;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a deployment of what is deployed already does. */
class RedeployTest {
    @TempDir
    Path temp;

    private CachedApp app;

    @BeforeEach
    void make() throws Exception {
        app = new CachedApp(temp);
    }

    private CachedApp platform(String port) throws Exception {
        return app.define(
                "profile: platform-sh",
                "env: {run: {PORT: \"" + port + "\"}}",
                "build: mkdir -p out && echo built > out/built",
                "run: 'true'",
                "hooks: {build: touch out/assets, deploy: 'exit \"${MIGRATION:-0}\"', post_deploy: cat out/built}");
    }

    @Test
    @Requirement({"S47", "S49", "S63"})
    void withoutAnyChangeOnlyPostDeployRuns() throws Exception {
        platform("80");
        Deployed first = app.deploy().succeeds();
        assertThat(first.started()).containsExactly("build", "build/build", "save", "run", "deploy", "post_deploy");
        app.freshCheckout();
        Deployed again = app.deploy().succeeds();
        assertThat(again.kind()).isEqualTo("redeploy");
        assertThat(again.started()).containsExactly("restore", "post_deploy");
        for (String step : new String[] {"build", "build/build", "deploy"}) {
            assertThat(again.step(step).state()).isEqualTo(StepReport.State.SKIPPED);
            assertThat(again.step(step).reason()).isEqualTo("unchanged");
        }
        String id = first.report().deployment().id();
        assertThat(again.report().cache().reused()).isEqualTo(id);
        assertThat(again.out()).contains("post_deploy | built").contains("unchanged since deployment " + id);
        assertThat(app.deploy().succeeds().report().cache().reused())
                .as("the deployment whose results these are, and not the redeploy")
                .isEqualTo(id);
    }

    @Test
    @Requirement({"S46", "S50"})
    void aChangedRunTimeVariableRunsDeployAndPostDeployAndAChangedFileRunsAll() throws Exception {
        platform("80").deploy().succeeds();
        // The file that says so is no part of the build either.
        app.env("RUNTIME", "1");
        Deployed variable = platform("81").deploy().succeeds();
        assertThat(variable.kind()).as("the definition is a file of the tree").isEqualTo("deploy");
        app.define(
                "profile: platform-sh",
                "env: {run: {PORT: \"81\"}}",
                "build: mkdir -p out && echo built > out/built",
                "hooks: {deploy: 'true', post_deploy: 'true'}",
                "cache: {excludes: [deploy-hooks.yml]}");
        app.deploy().succeeds();
        app.git("rm", "-q", "--cached", "deploy-hooks.yml");
        app.write(".gitignore", "/out/\ndeploy-hooks.yml\n").commit().deploy().succeeds();
        app.write(
                "deploy-hooks.yml",
                Files.readString(app.root().resolve("deploy-hooks.yml")).replace("81", "82"));
        Deployed runtime = app.deploy().succeeds();
        assertThat(runtime.kind()).isEqualTo("from-cache");
        assertThat(runtime.started()).containsExactly("restore", "run", "deploy", "post_deploy");
        assertThat(runtime.report().cache().reason()).endsWith("part run-time variable PORT changed");
        app.write("source.txt", "2").commit();
        assertThat(app.deploy().succeeds().started()).contains("build", "save", "run", "deploy", "post_deploy");
    }

    @Test
    @Requirement({"S47", "S50"})
    void whereAnotherDeploymentCameBetweenNothingCountsAsUnchanged() throws Exception {
        Path gate = Files.createFile(temp.resolve("gate"));
        app.define(
                "build: mkdir -p out && echo built > out/built",
                "run: echo \"launched by $DEPLOY_KIND\"",
                "hooks: {preBuild: 'touch \"$HERE\"; while ! test -e \"$GATE\"; do sleep 0.1; done'}",
                "cache: {paths: [out]}");
        app.env("GATE", gate.toString()).env("HERE", temp.resolve("here").toString());
        app.deploy().succeeds();
        assertThat(app.deploy().succeeds().out()).contains("launched by redeploy");

        Files.delete(gate);
        Files.delete(temp.resolve("here"));
        CompletableFuture<Deployed> slow = CompletableFuture.supplyAsync(() -> {
            try {
                return app.deploy();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(temp.resolve("here")));
        LastDeployments memory = new LastDeployments(
                app.cache().resolve("last"), app.root().toRealPath().toString());
        Target target = new Target("native", null, "default", null);
        assertThat(memory.of(target).running()).isNotNull();
        memory.begun(target, Revision.unknown("another"), memory.of(target).revisions());
        Files.createFile(gate);
        Deployed overtaken = slow.get(1, TimeUnit.MINUTES).succeeds();
        assertThat(overtaken.out()).contains("launched by from-cache");
        assertThat(overtaken.kind()).isEqualTo("from-cache");
        assertThat(overtaken.report().warnings()).anyMatch(text -> text.contains("came between, another:"));
    }

    @Test
    @Requirement({"S33", "S47"})
    void afterAnUnstableDeploymentDeployRunsAgain() throws Exception {
        platform("80").env("MIGRATION", "1");
        assertThat(app.deploy().exitCode()).isEqualTo(ExitCode.UNSTABLE);
        app.env("MIGRATION", "0");
        Deployed again = app.deploy().succeeds();
        assertThat(again.kind()).isEqualTo("from-cache");
        assertThat(again.started()).contains("deploy", "post_deploy").doesNotContain("build");
    }

    @Test
    @Requirement({"S48", "D6"})
    void aRebuildUsesNoArchiveAndReplacesTheOneThereIs() throws Exception {
        app.define("build: mkdir -p out && echo \"$STAMP\" > out/built", "cache: {paths: [out]}");
        app.env("STAMP", "first").deploy().succeeds();
        Deployed rebuilt = app.env("STAMP", "second").deploy("--rebuild").succeeds();
        assertThat(rebuilt.kind()).isEqualTo("deploy");
        assertThat(rebuilt.started()).contains("build", "save").doesNotContain("restore");
        assertThat(rebuilt.report().cache().reason()).isEqualTo("miss: a rebuild is asked for");
        assertThat(app.archives()).hasSize(1);
        app.freshCheckout().deploy().succeeds();
        assertThat(app.root().resolve("out/built")).hasContent("second");

        app.define("rebuild: true", "build: mkdir -p out && echo \"$STAMP\" > out/built");
        app.deploy().succeeds();
        assertThat(app.deploy().succeeds().started()).contains("build");
    }

    private CachedApp policy(String policy) throws Exception {
        return app.define(
                "sameCommitPolicy: " + policy,
                "build: 'true'",
                "run: echo launched",
                "hooks: {preBuild: 'true', runFailed: 'true', cleanup: 'true'}");
    }

    @Test
    @Requirement({"D7"})
    void theSameCommitIsRefused() throws Exception {
        policy("error");
        Deployed first = app.deploy().succeeds();
        Deployed refused = app.deploy();
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.started()).isEmpty();
        assertThat(refused.report().result().outcome()).isEqualTo("failed");
        assertThat(refused.report().result().reason())
                .contains("is deployed already, by deployment "
                        + first.report().deployment().id())
                .contains("sameCommitPolicy is error");
        assertThat(refused.out()).contains(refused.report().result().reason());
        assertThat(app.plan().succeeds().out()).contains("refused: commit ");
        assertThat(app.deploy("--rebuild").succeeds().started()).contains("build", "run");
        app.write("source.txt", "2");
        assertThat(app.deploy().succeeds().started())
                .as("changed files are not the commit")
                .contains("build", "run");
    }

    @Test
    @Requirement({"D7"})
    void theSameCommitIsIgnored() throws Exception {
        policy("ignore");
        Deployed first = app.deploy().succeeds();
        Deployed ignored = app.deploy().succeeds();
        assertThat(ignored.started()).isEmpty();
        assertThat(ignored.kind()).isEqualTo("redeploy");
        assertThat(ignored.step("run").reason()).contains("is deployed already", "sameCommitPolicy is ignore");
        assertThat(ignored.report().cache().reused())
                .isEqualTo(first.report().deployment().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "rebuild"})
    @Requirement({"D7"})
    void theSameCommitIsStartedAgainWithOrWithoutABuild(String policy) throws Exception {
        policy(policy).deploy().succeeds();
        Deployed again = app.deploy().succeeds();
        assertThat(again.started()).contains("preBuild", "run");
        assertThat(again.started().contains("build")).isEqualTo(policy.equals("rebuild"));
        assertThat(again.kind()).isEqualTo(policy.equals("rebuild") ? "deploy" : "redeploy");
    }
}
