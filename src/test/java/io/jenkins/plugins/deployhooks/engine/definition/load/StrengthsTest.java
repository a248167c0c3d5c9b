package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments are stronger than the environment, that than the file, that than convention, that than administrators. */
class StrengthsTest {
    @TempDir
    Path root;

    private TestRepository repository;
    private MapNode administrator = MapNode.empty(Origin.of(Origin.Strength.ADMINISTRATOR, "administrator"));

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private void say(Origin.Strength strength) {
        switch (strength) {
            case ADMINISTRATOR ->
                administrator = new TreeBuilder(administrator.origin())
                        .put(ScalarNode.text(administrator.origin(), "echo ADMINISTRATOR"), "hooks", "preBuild")
                        .build();
            case CONVENTION -> repository.executable(".deploy-hooks/preBuild");
            case FILE -> repository.definition("hooks: {preBuild: echo FILE}");
            case ENVIRONMENT -> repository.variable("CC_PRE_BUILD_HOOK", "echo ENVIRONMENT");
            case ARGUMENT -> repository.arguments(Arguments.named("option --").set("preBuild", "echo ARGUMENT"));
            default -> throw new IllegalArgumentException(strength.name());
        }
    }

    private Definition definition() {
        Request request = repository.request();
        Loaded loaded = DefinitionLoader.load(request.with(new Administration(
                administrator,
                Administration.NONE.before(),
                Administration.NONE.after(),
                Administration.RepositoryHooks.ALL)));
        assertThat(loaded.problems()).isEmpty();
        return loaded.definition();
    }

    @ParameterizedTest
    @CsvSource({
        "CONVENTION, ADMINISTRATOR, .deploy-hooks/preBuild, .deploy-hooks/preBuild",
        "FILE, ADMINISTRATOR, echo FILE, deploy-hooks.yml:2:19",
        "ENVIRONMENT, ADMINISTRATOR, echo ENVIRONMENT, environment variable CC_PRE_BUILD_HOOK",
        "ARGUMENT, ADMINISTRATOR, echo ARGUMENT, option --set preBuild",
        "FILE, CONVENTION, echo FILE, deploy-hooks.yml:2:19",
        "ENVIRONMENT, CONVENTION, echo ENVIRONMENT, environment variable CC_PRE_BUILD_HOOK",
        "ARGUMENT, CONVENTION, echo ARGUMENT, option --set preBuild",
        "ENVIRONMENT, FILE, echo ENVIRONMENT, environment variable CC_PRE_BUILD_HOOK",
        "ARGUMENT, FILE, echo ARGUMENT, option --set preBuild",
        "ARGUMENT, ENVIRONMENT, echo ARGUMENT, option --set preBuild",
    })
    void theStrongerSourceReplacesTheHooksOfAnEvent(
            Origin.Strength stronger, Origin.Strength weaker, String text, String origin) {
        say(stronger);
        say(weaker);
        Definition definition = definition();
        assertThat(definition.events().get("preBuild").hooks())
                .singleElement()
                .satisfies(hook -> assertThat(hook.script()).hasToString(text));
        assertThat(definition.origins().get("hooks.preBuild[0]")).hasToString(origin);
        assertThat(definition.origins().get("hooks.preBuild[0]").strength()).isEqualTo(stronger);
    }

    @Test
    void otherEventsOfTheWeakerSourceStay() {
        repository.definition("hooks: {preBuild: a, preRun: b}").variable("CC_PRE_RUN_HOOK", "c");
        Map<String, ?> events = definition().events();
        assertThat(events.keySet()).containsExactly("preBuild", "preRun");
        assertThat(events.get("preRun")).asString().contains("script=c").doesNotContain("script=b");
    }

    @Test
    void mappingsAreMergedKeyByKey() {
        repository
                .definition("env: {run: {A: file, B: file}}", "cache: {paths: [a], saveWhen: always}")
                .variable("CC_OVERRIDE_BUILDCACHE", "x:/y")
                .arguments(Arguments.named("option --").env("B", "argument"));
        Definition definition = definition();
        assertThat(definition.phase(Phase.RUN).env()).isEqualTo(Map.of("A", "file", "B", "argument"));
        assertThat(definition.rules().cache().paths()).containsExactly("x", "y");
        assertThat(definition.rules().cache().saving().when()).hasToString("ALWAYS");
        assertThat(definition.origins().get("env.run.A")).hasToString("deploy-hooks.yml:2:16");
        assertThat(definition.origins().get("env.run.B")).hasToString("option --env B");
    }

    @Test
    void scalarsAreReplaced() {
        repository
                .definition("app: a", "environment: b", "build: c", "run: d", "profile: platform-sh")
                .arguments(Arguments.named("step argument ")
                        .app("shop")
                        .environment("production")
                        .build("make")
                        .run("serve")
                        .profile("native")
                        .rebuild(true));
        Definition definition = definition();
        assertThat(definition.target())
                .hasToString("Target[profile=native, app=shop, environment=production, folder=null, instance=null]");
        assertThat(definition.phase(Phase.BUILD).body()).hasToString("make");
        assertThat(definition.phase(Phase.RUN).body()).hasToString("serve");
        assertThat(definition.rules().choices().rebuild()).isTrue();
        assertThat(definition.origins().get("app")).hasToString("step argument app");
    }

    @Test
    void faultsOfReplacedValuesAreToldAsWell() {
        repository
                .definition("app: [x]", "hooks: {preBuild: {run: echo, timeout: -1}}")
                .arguments(Arguments.named("option --").app("shop").set("preBuild", "echo"));
        assertThat(repository.problems())
                .containsExactly(
                        "deploy-hooks.yml:2:6: 'app' is a list, a single value is wanted",
                        "deploy-hooks.yml:3:40: 'timeout' is '-1', a duration is never negative");
    }

    @Test
    void faultsOfArgumentsNameTheArgument() {
        repository.arguments(Arguments.named("option --")
                .set("preBuilt", "echo")
                .env("1X", "v")
                .profile("clevercloud"));
        assertThat(repository.problems())
                .containsExactly(
                        "option --env 1X: the variable name '1X', names are letters, digits and _, and begin with no"
                                + " digit, did you mean _1X?",
                        "option --profile: 'profile' is 'clevercloud', one of native, clever-cloud, platform-sh is"
                                + " wanted, did you mean clever-cloud?");
        repository.arguments(Arguments.named("option --").set("preBuilt", "echo"));
        assertThat(repository.problems()).singleElement().asString().endsWith("did you mean preBuild?");
    }

    @Test
    @Requirement({"S27"})
    void anAliasInOneSourceAndTheNameInAnotherAreOneEvent() {
        repository.definition("hooks: {postDeploy: weaker}").variable("CC_RUN_SUCCEEDED_HOOK", "stronger");
        assertThat(repository.valid().events().get("runSucceeded").hooks())
                .singleElement()
                .satisfies(hook -> assertThat(hook.script()).hasToString("stronger"));
    }

    @Test
    void aShellInTheDefaultsOfAnySourceMakesScriptsReadable() {
        repository.file("ci/plain.sh", "echo\n").definition("hooks: {preBuild: {script: ci/plain.sh}}");
        assertThat(repository.problems()).singleElement().asString().contains("chmod +x");
        administrator = new TreeBuilder(administrator.origin())
                .put(ScalarNode.text(administrator.origin(), "bash"), "defaults", "shell")
                .build();
        assertThat(definition().events()).containsKey("preBuild");
    }
}
