package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidDefinitionTest {
    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private Definition resource(String name) throws IOException {
        try (InputStream in =
                getClass().getResourceAsStream("/io/jenkins/plugins/deployhooks/engine/definition/valid/" + name)) {
            return repository
                    .executable("ci/licences.sh")
                    .executable("ci/first.sh")
                    .bytes("deploy-hooks.yml", in.readAllBytes())
                    .valid();
        }
    }

    @Test
    void theShopIsReadCompletely() throws IOException {
        Definition shop = resource("shop.yml");
        assertThat(shop.target()).isEqualTo(new Target("native", "shop", "default", null));
        assertThat(shop.phase(Phase.BUILD).body()).isEqualTo(Script.command("npm ci && npm run build"));
        assertThat(shop.phase(Phase.RUN).body()).isEqualTo(Script.command("./launch.sh"));
        assertThat(shop.phase(Phase.BUILD).env()).isEqualTo(Map.of("NODE_ENV", "production"));
        assertThat(shop.phase(Phase.RUN).env()).isEqualTo(Map.of("PORT", "8080"));
        assertThat(shop.rules().readiness())
                .isEqualTo(new Readiness(List.of(URI.create("http://127.0.0.1:8080/health")), Duration.ofSeconds(60)));
        HookSettings defaults = shop.rules().defaults();
        assertThat(defaults.limits().timeout()).isEqualTo(TimeLimit.of(Duration.ofMinutes(10)));
        assertThat(defaults.limits().killGrace()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.shell()).isEqualTo(new HookSettings.Shell("sh", null, null));
        assertThat(defaults.onFailure()).isEqualTo(FailurePolicy.FAIL);
        assertThat(shop.events().keySet()).containsExactly("preBuild", "postBuild", "runFailed", "cleanup");
        assertThat(shop.rules().cache())
                .isEqualTo(new CacheSpec(
                        new CacheSpec.Key(
                                "{{ tree }}-{{ env.NODE_VERSION }}-{{ files('package-lock.json') }}",
                                List.of("{{ env.NODE_VERSION }}-")),
                        List.of("node_modules", "dist"),
                        List.of("**/*.log"),
                        CacheSpec.DEFAULT.saving()));
    }

    @Test
    void theShopsHooksAreReadCompletely() throws IOException {
        Definition shop = resource("shop.yml");
        List<Hook> hooks = shop.events().get("postBuild").hooks();
        assertThat(hooks).extracting(Hook::name).containsExactly("assets", "licences");
        assertThat(hooks.get(0).script()).isEqualTo(Script.command("npm run assets"));
        assertThat(hooks.get(0).settings().limits().timeout()).isEqualTo(TimeLimit.of(Duration.ofMinutes(5)));
        assertThat(hooks.get(0).settings().retries().count()).isEqualTo(2);
        assertThat(hooks.get(1).script()).isEqualTo(Script.file("ci/licences.sh"));
        assertThat(hooks.get(1).settings().onFailure()).isEqualTo(FailurePolicy.WARN);
        assertThat(shop.events().get("preBuild"))
                .isEqualTo(new EventHooks(
                        true,
                        List.of(new Hook(
                                "npmrc",
                                Script.command("./ci/npmrc.sh"),
                                HookSettings.UNSET,
                                Hook.Surroundings.PLAIN))));
    }

    @Test
    void everyKeyIsUnderstood() throws IOException {
        Definition all = resource("every-key.yml");
        Hook hook = all.events().get("preBuild").hooks().get(0);
        assertThat(all.events().get("preBuild").failFast()).isFalse();
        assertThat(hook.settings())
                .isEqualTo(new HookSettings(
                        new HookSettings.Shell("#!/usr/bin/env python3", true, false),
                        new HookSettings.Limits(TimeLimit.none(), TimeLimit.of(Duration.ofSeconds(90)), Duration.ZERO),
                        new HookSettings.Retries(3, Duration.ofMillis(250)),
                        FailurePolicy.UNSTABLE));
        assertThat(hook.surroundings().env()).isEqualTo(Map.of("N", "1.10", "B", "true", "E", "", "T", "~"));
        assertThat(hook.surroundings().dir()).isEqualTo("ci");
        assertThat(hook.surroundings().enabled()).isFalse();
        assertThat(hook.surroundings().when())
                .isEqualTo(new When(
                        List.of("main", "release/*"),
                        List.of("production"),
                        List.of("src/**"),
                        new When.Rest(false, List.of("success", "unstable"), "CI != '' && BUILD_NUMBER > 9")));
        assertThat(all.rules().choices())
                .isEqualTo(new Rules.Choices(
                        Rules.RunFailedOn.START, Rules.SameCommitPolicy.IGNORE, true, Set.of("cleanup", "first")));
        assertThat(all.rules().cache().saving())
                .isEqualTo(new CacheSpec.Saving(
                        false,
                        CacheSpec.SaveWhen.ALWAYS,
                        new CacheSpec.Dependencies(true, List.of(".tools", "../.m2"))));
        assertThat(all.target()).isEqualTo(new Target("native", "42", "test", "app"));
    }

    @Test
    @Requirement({"S39"})
    void aTimeoutOfNoneIsLegal() {
        Definition definition = repository
                .definition("hooks: {preRun: {run: sleep 1, timeout: none}}")
                .valid();
        assertThat(definition
                        .events()
                        .get("preRun")
                        .hooks()
                        .get(0)
                        .settings()
                        .limits()
                        .timeout())
                .isEqualTo(TimeLimit.none());
    }

    @Test
    void anchorsAndAliasesShareHooks() {
        Definition definition = repository
                .definition("hooks:", "  preBuild: &checks", "    - {name: lint, run: make lint}", "  preRun: *checks")
                .valid();
        assertThat(definition.events().get("preRun"))
                .isEqualTo(definition.events().get("preBuild"));
    }

    @Test
    void anEmptyListIsNoHook() {
        assertThat(repository.definition("hooks: {preBuild: []}").valid().events())
                .isEmpty();
    }

    @Test
    void originsNameThePlaceOfEveryValueByOnePathForAllForms() {
        Definition definition = repository
                .definition(
                        "hooks:",
                        "  preBuild: make",
                        "  postBuild: {run: make, timeout: 5m}",
                        "  preRun: {failFast: false, hooks: [{run: make}]}")
                .valid();
        assertThat(definition.origins().get("hooks.preBuild[0]")).hasToString("deploy-hooks.yml:3:13");
        assertThat(definition.origins().get("hooks.postBuild[0].timeout")).hasToString("deploy-hooks.yml:4:35");
        assertThat(definition.origins().get("hooks.preRun[0].run")).hasToString("deploy-hooks.yml:5:43");
        assertThat(definition.origins().get("hooks.preRun.failFast")).hasToString("deploy-hooks.yml:5:22");
        assertThat(definition.origins().get("version")).hasToString("deploy-hooks.yml:1:10");
    }

    @Test
    @Requirement({"S1"})
    void nothingWrittenIsAValidDefinitionWithoutHooks() {
        Definition definition = repository.valid();
        assertThat(definition.events()).isEmpty();
        assertThat(definition.rules()).isEqualTo(Rules.DEFAULT);
        assertThat(definition.target()).isEqualTo(new Target("native", null, "default", null));
    }

    @Test
    @Requirement({"S28"})
    void theVersionIsThatOfTheSchema() {
        assertThat(repository.file("deploy-hooks.yml", "version: 1\n").load().isValid())
                .isTrue();
        assertThat(repository.file("deploy-hooks.yml", "version: 2\n").load().isValid())
                .isFalse();
        assertThat(repository.file("deploy-hooks.yml", "app: a\n").load().isValid())
                .isFalse();
    }

    @Test
    @Requirement({"S24"})
    void aPolicyStrongerThanTheEventAllowsIsAWarning() {
        assertThat(repository
                        .definition("hooks: {runFailed: {run: x, onFailure: fail}}")
                        .load()
                        .warnings())
                .singleElement()
                .hasToString("deploy-hooks.yml:2:20: onFailure: fail on a hook of runFailed, a failure there never does"
                        + " more than warn, write warn");
    }

    @Test
    @Requirement({"S27"})
    void anAliasOfAnEventIsItsEventWithAWarning() {
        Loaded loaded = repository
                .definition("hooks: {postDeploy: echo}", "skip: [postDeploy]")
                .load();
        assertThat(loaded.definition().events().keySet()).containsExactly("runSucceeded");
        assertThat(loaded.definition().rules().choices().skip()).containsExactly("runSucceeded");
        assertThat(loaded.problems())
                .singleElement()
                .hasToString(
                        "deploy-hooks.yml:2:9: the event 'postDeploy' is deprecated, today it is called runSucceeded,"
                                + " write runSucceeded");
    }
}
