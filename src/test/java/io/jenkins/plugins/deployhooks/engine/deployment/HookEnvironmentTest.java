package io.jenkins.plugins.deployhooks.engine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.PhaseSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HookEnvironmentTest {
    @TempDir
    private Path dir;

    private Stage stage(Definitions definitions) {
        return new Stage(definitions, dir, Archives.NONE);
    }

    @Test
    @Requirement("S8")
    void hooksSeeTheSurroundingEnvironmentAndWhatTheDeploymentIs() {
        Map<String, String> env = stage(Definitions.oneHookEach()).play().env("preRun/a");
        assertThat(env)
                .containsEntry("FROM", "outside")
                .containsEntry("DEPLOY_ID", "d-1")
                .containsEntry("DEPLOY_APP", "shop")
                .containsEntry("DEPLOY_ENVIRONMENT", "production")
                .containsEntry("DEPLOY_KIND", "deploy")
                .containsEntry("DEPLOY_FROM_CACHE", "false")
                .containsEntry("DEPLOY_PHASE", "run")
                .containsEntry("DEPLOY_EVENT", "preRun")
                .containsEntry("DEPLOY_HOOK", "a")
                .containsEntry("DEPLOY_ATTEMPT", "1")
                .containsEntry("DEPLOY_COMMIT", "0123abc")
                .containsEntry("DEPLOY_PREVIOUS_RESULT", "FAILED")
                .doesNotContainKeys("DEPLOY_RESULT", "DEPLOY_REASON");
    }

    @Test
    @Requirement("S26")
    void runFailedHearsWhatFailedWhereAndWhy() {
        Stage stage = stage(Definitions.oneHookEach()).fails("postBuild/a", 3).play();
        assertThat(stage.env("runFailed/a"))
                .containsEntry("DEPLOY_RESULT", "FAILED")
                .containsEntry("DEPLOY_PHASE", "build")
                .containsEntry("DEPLOY_FAILED_HOOK", "postBuild/a")
                .containsEntry("DEPLOY_EXIT_CODE", "3")
                .containsEntry("DEPLOY_REASON", "postBuild/a failed on agent agent-7 after 12ms: Exit code 3.")
                .containsKey("DEPLOY_DURATION");
    }

    @Test
    @Requirement("S26")
    void runSucceededHearsOfTheSuccess() {
        assertThat(stage(Definitions.oneHookEach()).play().env("runSucceeded/a"))
                .containsEntry("DEPLOY_RESULT", "SUCCESS")
                .containsEntry("DEPLOY_PHASE", "run")
                .containsEntry("DEPLOY_FAILED_HOOK", "")
                .containsEntry("DEPLOY_REASON", "");
    }

    @Test
    @Requirement("S34")
    void variablesOfOnePhaseAreNotVisibleInTheOther() {
        Definitions definitions = Definitions.oneHookEach();
        Definition plain = definitions.definition();
        Definition withEnv = new Definition(
                plain.target(),
                Map.of(
                        Phase.BUILD, new PhaseSpec(null, Map.of("ONLY_BUILD", "1")),
                        Phase.RUN, new PhaseSpec(null, Map.of("ONLY_RUN", "2"))),
                plain.events(),
                plain.rules(),
                plain.origins());
        Stage stage = new Stage(definitions, withEnv, dir, Archives.NONE).play();
        assertThat(stage.env("preBuild/a")).containsEntry("ONLY_BUILD", "1").doesNotContainKey("ONLY_RUN");
        assertThat(stage.env("preRun/a")).containsEntry("ONLY_RUN", "2").doesNotContainKey("ONLY_BUILD");
    }

    @Test
    @Requirement("D10")
    void onCleverCloudThePlatformsVariablesHaveTheirEquivalents() {
        Definitions definitions =
                new Definitions().profile("clever-cloud").hook("preBuild", "a").hook("preRun", "a");
        Stage stage = stage(definitions).play();
        assertThat(stage.env("preBuild/a"))
                .containsEntry("CC_DEPLOYMENT_ID", "d-1")
                .containsEntry("CC_COMMIT_ID", "0123abc")
                .containsEntry("CC_APP_NAME", "shop")
                .containsEntry("APP_HOME", dir.toString())
                .containsEntry("INSTANCE_TYPE", "build");
        assertThat(stage.env("preRun/a")).containsEntry("INSTANCE_TYPE", "production");
    }

    @Test
    @Requirement("D17")
    void bodiesWorkInTheAppsFolderAndHooksAtTheRoot() {
        Definitions definitions = Definitions.oneHookEach();
        Definition plain = definitions.definition();
        Definition below = new Definition(
                new Target("native", "shop", "default", "apps/shop"),
                plain.phases(),
                plain.events(),
                plain.rules(),
                plain.origins());
        Stage stage = new Stage(definitions, below, dir, Archives.NONE);
        stage.deployment.enter(Phase.BUILD);
        stage.deployment.runBody(Script.command("make"));
        assertThat(stage.run("build").place().dir()).isEqualTo(dir.resolve("apps/shop"));
        assertThat(stage.run("build").place().root()).isEqualTo(dir);
        assertThat(stage.run("preBuild/a").place().dir()).isEqualTo(dir);
    }

    @Test
    void nothingOfAnOuterDeploymentShinesThrough() {
        Definitions definitions = new Definitions().hook("preRun", "a");
        Definition plain = definitions.definition();
        Definition nameless = new Definition(
                new Target("native", null, "default", null),
                plain.phases(),
                plain.events(),
                plain.rules(),
                plain.origins());
        About about = new About(
                "d-2",
                dir,
                dir.resolve("logs"),
                new About.Surroundings(
                        "agent",
                        Map.of("DEPLOY_APP", "outer", "DEPLOY_RESULT", "FAILED", "DEPLOY_KEY", "mine"),
                        Facts.NONE.source(),
                        About.Kept.NOTHING));
        List<Map<String, String>> seen = new ArrayList<>();
        Ports ports = new Ports(
                (run, stop) -> {
                    seen.add(run.place().env());
                    return Stage.end(HookEnd.State.OK, 0);
                },
                Archives.NONE,
                (readiness, stop) -> Stage.end(HookEnd.State.OK, null),
                new DeploymentListener() {});
        Deployment deployment = new Deployment(nameless, definitions.plan(), about, ports);
        deployment.enter(Phase.BUILD);
        deployment.bodyEnded(End.OK, "");
        deployment.enter(Phase.RUN);
        assertThat(seen)
                .singleElement()
                .satisfies(env -> assertThat(env)
                        .containsEntry("DEPLOY_KEY", "mine")
                        .doesNotContainKeys("DEPLOY_APP", "DEPLOY_RESULT", "DEPLOY_PREVIOUS_RESULT"));
    }

    @Test
    void valuesOfAHookReachLaterHooksAndTheCaller() {
        Stage stage = stage(Definitions.oneHookEach())
                .on("preBuild/a", (run, stop) -> Stage.gives("VERSION", "1.2"))
                .play();
        assertThat(stage.env("preRun/a")).containsEntry("VERSION", "1.2");
        assertThat(stage.deployment.outputs()).containsEntry("VERSION", "1.2");
        assertThat(stage.report("preBuild/a").outputs()).containsExactly("VERSION");
    }

    @Test
    void valuesOfAHookThatFailedReachNobody() {
        HookEnd failed = new HookEnd(
                HookEnd.State.FAILED,
                new HookEnd.Exit(1, null),
                "Exit code 1.",
                Duration.ZERO,
                new HookEnd.Output(List.of(), Map.of("VERSION", "broken"), List.of()));
        Stage stage = stage(Definitions.oneHookEach().policy("preBuild", FailurePolicy.WARN))
                .on("preBuild/a", (run, stop) -> failed)
                .play();
        assertThat(stage.env("preRun/a")).doesNotContainKey("VERSION");
    }

    @Test
    void valuesOfAHookAreStrongerThanTheVariablesOfAPhase() {
        Definitions definitions = Definitions.oneHookEach();
        Definition plain = definitions.definition();
        Definition withEnv = new Definition(
                plain.target(),
                Map.of(Phase.RUN, new PhaseSpec(null, Map.of("VERSION", "of the phase"))),
                plain.events(),
                plain.rules(),
                plain.origins());
        Stage stage = new Stage(definitions, withEnv, dir, Archives.NONE)
                .on("preBuild/a", (run, stop) -> Stage.gives("VERSION", "of the hook"))
                .play();
        assertThat(stage.env("preRun/a")).containsEntry("VERSION", "of the hook");
    }
}
