package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleverCloudVariablesTest {
    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private Script only(String event) {
        return repository.valid().events().get(event).hooks().get(0).script();
    }

    @Test
    @Requirement("D17")
    void theAppMayLiveInAFolder() {
        repository.file("apps/shop/index.html", "").variable("APP_FOLDER", "apps/shop");
        assertThat(repository.valid().target().folder()).isEqualTo("apps/shop");
    }

    @Test
    @Requirement("D17")
    void theFolderOfAnAppIsInTheRepository() {
        repository.variable("APP_FOLDER", "../other");
        assertThat(repository.problems()).singleElement().asString().startsWith("environment variable APP_FOLDER: ");
    }

    @ParameterizedTest
    @Requirement({"S4", "S5"})
    @CsvSource({
        "CC_PRE_BUILD_HOOK, preBuild",
        "CC_POST_BUILD_HOOK, postBuild",
        "CC_PRE_RUN_HOOK, preRun",
        "CC_RUN_SUCCEEDED_HOOK, runSucceeded",
        "CC_RUN_FAILED_HOOK, runFailed",
    })
    void eachEventHasItsVariable(String variable, String event) {
        repository.variable(variable, "make");
        assertThat(repository.valid().events().keySet()).containsExactly(event);
        assertThat(repository.valid().origins().get("hooks." + event)).hasToString("environment variable " + variable);
    }

    @ParameterizedTest
    @Requirement({"S5"})
    @ValueSource(
            strings = {
                "echo \"a b\" 'c $d' `e`",
                "printf '%s\\n' \"$HOME\"\necho \"second line\"\n",
                "  leading and trailing blanks  ",
                "{ a: [yaml? no",
                "true",
                "42",
                "~",
                "@x # no comment",
                "\u00fc\ud83d\ude80"
            })
    void theTextReachesTheDefinitionUnchanged(String text) {
        repository.variable("CC_PRE_BUILD_HOOK", text);
        assertThat(only("preBuild")).isEqualTo(Script.command(text));
    }

    @ParameterizedTest
    @Requirement({"S6"})
    @CsvSource({"./clevercloud/x.sh, x", "clevercloud/x.sh, x", "clevercloud/x.sh --now, preBuild", "make, preBuild"})
    void aCommandOrThePathOfAScript(String value, String name) {
        repository.variable("CC_PRE_BUILD_HOOK", value);
        assertThat(only("preBuild")).isEqualTo(Script.command(value));
        assertThat(repository.valid().events().get("preBuild").hooks().get(0).name())
                .isEqualTo(name);
        assertThat(repository
                        .valid()
                        .events()
                        .get("preBuild")
                        .hooks()
                        .get(0)
                        .surroundings()
                        .dir())
                .isNull();
    }

    @Test
    void aBlankVariableIsNotSet() {
        repository.variable("CC_PRE_BUILD_HOOK", " ").variable("CC_PRE_RUN_HOOK", "");
        assertThat(repository.valid().events()).isEmpty();
        assertThat(repository.valid().target().profile()).isEqualTo("native");
    }

    @Test
    @Requirement({"S27"})
    void theOldVariableWorksWithAWarning() {
        repository.variable("CC_POST_DEPLOY_HOOK", "make");
        assertThat(only("runSucceeded")).isEqualTo(Script.command("make"));
        assertThat(repository.problems())
                .containsExactly(
                        "environment variable CC_POST_DEPLOY_HOOK: the variable CC_POST_DEPLOY_HOOK is deprecated,"
                                + " today it is called CC_RUN_SUCCEEDED_HOOK, set CC_RUN_SUCCEEDED_HOOK");
    }

    @Test
    @Requirement({"S27"})
    void theNewVariableWinsOverTheOldOne() {
        repository.variable("CC_POST_DEPLOY_HOOK", "old").variable("CC_RUN_SUCCEEDED_HOOK", "new");
        assertThat(only("runSucceeded")).isEqualTo(Script.command("new"));
        assertThat(repository.problems()).singleElement().asString().contains("is set as well and wins");
    }

    @Test
    @Requirement({"S4"})
    void aVariableThatLooksLikeAHookIsAWarning() {
        repository.variable("CC_PRE_BUILDS_HOOK", "make").variable("CC_PRE_BUILD_HOOK", "make");
        assertThat(repository.valid().events()).hasSize(1);
        assertThat(repository.problems())
                .containsExactly(
                        "environment variable CC_PRE_BUILDS_HOOK: a hook that does not run, no event has a variable of"
                                + " this name, did you mean CC_PRE_BUILD_HOOK?");
    }

    @ParameterizedTest
    @Requirement({"S4"})
    @CsvSource({
        "CC_PRE_RUN_HOK, CC_PRE_RUN_HOOK",
        "CC_PRE_RUN_HOKO, CC_PRE_RUN_HOOK",
        "CC_PRERUN_HOOK, CC_PRE_RUN_HOOK",
        "CC_POSTBUILD_HOK, CC_POST_BUILD_HOOK",
        "CC_RUN_FAILED_HO0K, CC_RUN_FAILED_HOOK",
        "CC_POST_DEPLOY_HOK, CC_POST_DEPLOY_HOOK",
    })
    void aMisspelledHookIsAWarning(String variable, String meant) {
        repository.variable(variable, "make");
        assertThat(repository.problems())
                .containsExactly("environment variable " + variable
                        + ": a hook that does not run, no event has a variable of this name, did you mean " + meant
                        + "?");
    }

    @ParameterizedTest
    @Requirement({"S4"})
    @ValueSource(
            strings = {
                "CC_BUILD_COMMAND",
                "CC_RUN_COMMAND",
                "CC_WORKER_COMMAND",
                "CC_PRE_RUN",
                "CC_DEPLOYMENT_ID",
                "CC_NODE_BUILD_TOOL",
                "PRE_RUN_HOK"
            })
    void otherVariablesOfThePlatformAreNone(String variable) {
        repository.variable(variable, "make");
        assertThat(repository.problems()).isEmpty();
    }

    @Test
    void aHookOfAnotherProfileIsAWarning() {
        repository.definition("profile: platform-sh").variable("CC_PRE_BUILD_HOOK", "make");
        assertThat(repository.problems())
                .containsExactly(
                        "environment variable CC_PRE_BUILD_HOOK: a hook that does not run, the profile platform-sh has"
                                + " no event for it");
    }

    @Test
    @Requirement({"S19"})
    void theArchiveCanBeSwitchedOff() {
        repository.variable("CC_DISABLE_BUILD_CACHE_UPLOAD", "true");
        assertThat(repository.valid().rules().cache().saving().enabled()).isFalse();
        repository.variable("CC_DISABLE_BUILD_CACHE_UPLOAD", "maybe");
        assertThat(repository.problems())
                .containsExactly(
                        "environment variable CC_DISABLE_BUILD_CACHE_UPLOAD: the value 'maybe', true or false is"
                                + " wanted, set it to true or unset it");
    }

    @Test
    @Requirement({"D2", "D3", "D4"})
    void pathsOfTheArchiveStandBetweenColons() {
        repository
                .variable("CC_IGNORE_FROM_BUILDCACHE", "tmp:logs/a b:")
                .variable("CC_OVERRIDE_BUILDCACHE", "/dist:node_modules")
                .variable("CC_CACHE_DEPENDENCIES", "true")
                .variable("CC_CACHE_DEPENDENCIES_EXTRA_PATHS", ".tools:../.m2/repository");
        Definition definition = repository.valid();
        assertThat(definition.rules().cache().excludes()).containsExactly("tmp", "logs/a b");
        assertThat(definition.rules().cache().paths()).containsExactly("dist", "node_modules");
        CacheSpec.Dependencies dependencies =
                definition.rules().cache().saving().dependencies();
        assertThat(dependencies.enabled()).isTrue();
        assertThat(dependencies.extraPaths()).containsExactly(".tools", "../.m2/repository");
    }

    @Test
    @Requirement({"D4"})
    void pathsOfDependenciesStayNearTheApp() {
        repository.variable("CC_CACHE_DEPENDENCIES_EXTRA_PATHS", "../../other");
        assertThat(repository.problems())
                .containsExactly("environment variable CC_CACHE_DEPENDENCIES_EXTRA_PATHS: the path '../../other',"
                        + " it is further outside of the app than one ../,"
                        + " write it relative to the root of the app, with one ../ at most");
    }

    @Test
    @Requirement({"D2"})
    void theOldNameOfTheIgnoredPathsWorksWithAWarning() {
        repository.variable("IGNORE_FROM_BUILDCACHE", "tmp");
        assertThat(repository.valid().rules().cache().excludes()).containsExactly("tmp");
        assertThat(repository.problems()).singleElement().asString().contains("set CC_IGNORE_FROM_BUILDCACHE");
    }

    @Test
    @Requirement({"S10"})
    void aHookOfAnEventThatTheProfileDoesNotHaveIsAWarning() {
        repository.file("deploy-hooks.yml", "version: 1\nprofile: platform-sh\n");
        repository.variable("CC_PRE_RUN_HOOK", "make migrate");
        assertThat(repository.valid().events()).isEmpty();
        assertThat(repository.problems())
                .containsExactly("environment variable CC_PRE_RUN_HOOK: a hook that does not run,"
                        + " the profile platform-sh has no event for it");
    }

    @Test
    void pathsOutsideOfTheRepositoryAreRefused() {
        repository.variable("CC_OVERRIDE_BUILDCACHE", "../other");
        assertThat(repository.problems())
                .singleElement()
                .asString()
                .startsWith("environment variable CC_OVERRIDE_BUILDCACHE: the path '../other'");
    }

    @Test
    @Requirement({"D11"})
    void healthCheckPathsAreReadinessUrlsInTheOrderOfTheirNumbers() {
        repository
                .variable("CC_HEALTH_CHECK_PATH_10", "/ten")
                .variable("CC_HEALTH_CHECK_PATH_2", "two")
                .variable("CC_HEALTH_CHECK_PATH", "/health?full=1")
                .variable("PORT", "9000");
        assertThat(repository.valid().rules().readiness().urls())
                .containsExactly(
                        URI.create("http://127.0.0.1:9000/health?full=1"),
                        URI.create("http://127.0.0.1:9000/two"),
                        URI.create("http://127.0.0.1:9000/ten"));
    }

    @Test
    @Requirement({"D11"})
    void thePortOfTheDefinitionIsStrongerThanThatOfTheEnvironment() {
        repository.variable("CC_HEALTH_CHECK_PATH", "/").variable("PORT", "9000");
        repository.definition("env: {run: {PORT: 7000}}");
        assertThat(repository.valid().rules().readiness().urls()).containsExactly(URI.create("http://127.0.0.1:7000/"));
    }

    @Test
    @Requirement({"D11"})
    void withoutAPortItIs8080AndAWrongOneIsAProblem() {
        repository.variable("CC_HEALTH_CHECK_PATH", "/");
        assertThat(repository.valid().rules().readiness().urls()).containsExactly(URI.create("http://127.0.0.1:8080/"));
        repository.variable("PORT", "http");
        assertThat(repository.problems()).singleElement().asString().contains("the port 'http'");
    }

    @Test
    void healthChecksCompleteAReadinessWithoutUrls() {
        repository.definition("readiness: {within: 5s}").variable("CC_HEALTH_CHECK_PATH", "/");
        assertThat(repository.valid().rules().readiness().within()).hasToString("PT5S");
    }

    @Test
    void namesToSkipStandBetweenCommas() {
        repository
                .definition("hooks: {preRun: [{name: notify, run: echo}]}")
                .variable("DEPLOY_SKIP_HOOKS", "preRun, notify,,nonsens");
        assertThat(repository.valid().rules().choices().skip()).isEqualTo(Set.of("preRun", "notify", "nonsens"));
        assertThat(repository.problems())
                .singleElement()
                .asString()
                .startsWith("environment variable DEPLOY_SKIP_HOOKS: nothing to skip called 'nonsens'");
    }
}
