package io.jenkins.plugins.deployhooks.engine.definition.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration.Position;
import io.jenkins.plugins.deployhooks.engine.definition.source.Administration.RepositoryHooks;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedHook;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator says: defaults that anybody replaces, and hooks and rules that nobody does. */
@Requirement("J")
class AdministrationTest {
    private static final Map<String, String> AUDIT = Map.of("name", "audit", "run", "echo audit");

    @TempDir
    Path root;

    private TestRepository repository;
    private Administration.Builder administrator;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
        administrator = new Administration.Builder();
    }

    private Loaded load() {
        return DefinitionLoader.load(repository.request().with(administrator.build()));
    }

    private Plan plan(TimeLimit maximum) {
        Loaded loaded = load();
        assertThat(loaded.errors()).isEmpty();
        Facts facts = new Facts(Facts.NONE.source(), Map.of(), Facts.NONE.archive(), new Facts.Bounds(maximum));
        return Planner.plan(loaded.definition(), loaded.profile(), facts);
    }

    private PlannedHook hook(String step) {
        return plan(TimeLimit.none()).step(step).hook();
    }

    private static List<String> running(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.hook() != null && step.choice().decision().run())
                .map(PlannedStep::id)
                .toList();
    }

    private List<String> errors() {
        return load().errors().stream().map(Object::toString).toList();
    }

    @Test
    void defaultsHoldWhereNobodySaysAnythingAndThePlanTellsWhoseTheyAre() {
        administrator.profile("clever-cloud").defaults("timeout", "30m").defaults("onFailure", "warn");
        repository.definition("defaults: {onFailure: unstable}", "hooks: {preRun: echo}");
        PlannedHook hook = hook("preRun");
        assertThat(load().profile().name()).isEqualTo("clever-cloud");
        assertThat(hook.settings().limits().timeout()).hasToString("30m");
        assertThat(hook.origins().get("timeout")).hasToString("administrator's default timeout");
        assertThat(hook.settings().onFailure().id()).isEqualTo("unstable");
        assertThat(hook.origins().get("onFailure")).hasToString("deploy-hooks.yml:2:23");
    }

    @Test
    void theDefaultProfileIsWeakerThanWhatTheRepositoryImplies() {
        administrator.profile("native");
        repository.file(".platform.app.yaml", "hooks: {deploy: echo}\n");
        assertThat(load().profile().name()).isEqualTo("platform-sh");
        repository.arguments(Arguments.named("step argument ").profile("clever-cloud"));
        assertThat(load().profile().name()).isEqualTo("clever-cloud");
    }

    @Test
    void faultsOfDefaultsNameTheAdministrator() {
        administrator.defaults("timeout", "5 minutes");
        assertThat(errors()).singleElement().asString().startsWith("administrator's default timeout: 'timeout' is");
    }

    @Test
    void hooksOfTheAdministratorStandAroundThoseOfTheDeployment() {
        administrator
                .hook(Position.AFTER, "preRun", Map.of("name", "told", "run", "echo told"))
                .hook(Position.BEFORE, "preRun", AUDIT)
                .hook(Position.BEFORE, "postDeploy", AUDIT);
        for (String own : List.of("echo", "[echo]", "{run: echo}", "{failFast: true, hooks: echo}")) {
            repository.definition("hooks: {preRun: " + own + "}");
            assertThat(running(plan(TimeLimit.none())))
                    .as(own)
                    .containsExactly("preRun/audit", "preRun", "preRun/told", "runSucceeded/audit");
        }
        assertThat(hook("preRun/audit").origins().get("hook")).hasToString("administrator's hook audit");
        assertThat(hook("preRun").origins().get("hook").toString()).startsWith("deploy-hooks.yml:2:");
    }

    @Test
    void noSourceReplacesOrSkipsThem() {
        administrator.hook(Position.BEFORE, "preRun", AUDIT);
        repository
                .definition(
                        "skip: [preRun, audit, preRun/audit]",
                        "defaults: {timeout: 1s, onFailure: ignore, shell: bash}",
                        "hooks: {preRun: {failFast: false, hooks: [{name: audit, run: echo mine}]}}")
                .variable("CC_PRE_RUN_HOOK", "echo environment")
                .arguments(Arguments.named("step argument ").set("preRun", "echo argument"));
        assertThat(running(plan(TimeLimit.none()))).containsExactly("preRun/audit");
        PlannedHook audit = hook("preRun/audit");
        assertThat(audit.hook().script()).hasToString("echo audit");
        assertThat(audit.settings().limits().timeout().isNone()).isTrue();
        assertThat(audit.settings().onFailure().id()).isEqualTo("fail");
        assertThat(audit.settings().shell().name()).isEqualTo("sh");
        assertThat(audit.standing().failFast()).isTrue();
        assertThat(load().warnings())
                .hasToString("[deploy-hooks.yml:2:7: 'audit' cannot be skipped, the administrator demands it,"
                        + " deploy-hooks.yml:2:7: 'preRun/audit' cannot be skipped, the administrator demands it]");
    }

    @Test
    void aHookWithItsNameKeepsThatNameAndStopsNothing() {
        administrator.hook(Position.BEFORE, "preRun", AUDIT).defaults("timeout", "5m");
        repository.definition("hooks: {preRun: {failFast: false, hooks: [{name: audit, run: echo mine}, echo two]}}");
        Plan plan = plan(TimeLimit.none());
        assertThat(running(plan)).containsExactly("preRun/audit-2", "preRun/audit", "preRun/hook-2");
        assertThat(plan.step("preRun/audit").hook().standing().failFast()).isFalse();
        assertThat(plan.step("preRun/audit-2").hook().settings().limits().timeout())
                .hasToString("5m");
    }

    @Test
    void eventsOfOtherProfilesAreLeftOut() {
        administrator.hook(Position.BEFORE, "preRun", AUDIT).hook(Position.BEFORE, "deploy", AUDIT);
        repository.definition("profile: platform-sh");
        assertThat(running(plan(TimeLimit.none()))).containsExactly("deploy/audit");
    }

    @Test
    @Requirement("X12")
    void whoWritesALongerTimeoutThanTheMaximumIsToldSo() {
        repository.definition("hooks: {preRun: [{name: a, run: echo, timeout: none}, {name: b, run: echo}]}");
        Plan plan = plan(TimeLimit.of(Duration.ofMinutes(10)));
        assertThat(plan.step("preRun/a").hook().settings().limits().timeout()).hasToString("10m");
        assertThat(plan.step("preRun/b").hook().settings().limits().timeout()).hasToString("10m");
        assertThat(plan.warnings())
                .containsExactly("preRun/a: time-out none is cut to the administrator's maximum 10m");
    }

    @Test
    void whereTheRepositoryMayHaveNoHooksThoseItHasAreErrors() {
        administrator.repositoryHooks(RepositoryHooks.NONE).hook(Position.BEFORE, "preRun", AUDIT);
        repository
                .definition("defaults: {shell: '#!/bin/evil'}", "hooks: {preBuild: echo}", "env: {run: {A: b}}")
                .executable(".deploy-hooks/cleanup");
        assertThat(errors())
                .allMatch(error -> error.contains("the administrator allows no hooks from the repository, let the job"))
                .extracting(error -> error.substring(0, error.indexOf(", the")))
                .containsExactly(
                        ".deploy-hooks/cleanup: hooks of the event cleanup",
                        "deploy-hooks.yml:2:12: a shell for hooks",
                        "deploy-hooks.yml:3:9: hooks of the event preBuild",
                        "deploy-hooks.yml:4:7: variables of the phase run");
    }

    @Test
    void hooksOfTheJobAndOtherValuesOfTheRepositoryAreAllowedThen() {
        administrator.repositoryHooks(RepositoryHooks.NONE).hook(Position.AFTER, "preBuild", AUDIT);
        repository
                .definition("app: shop", "defaults: {timeout: 1m}", "hooks: {}")
                .variable("CC_PRE_BUILD_HOOK", "echo environment")
                .arguments(
                        Arguments.named("step argument ").set("preRun", "echo").env("A", "b"));
        assertThat(running(plan(TimeLimit.none()))).containsExactly("preBuild", "preBuild/audit", "preRun");
    }

    @Test
    void hooksInTheFileOfAPlatformAreThoseOfTheRepository() {
        administrator.repositoryHooks(RepositoryHooks.NONE);
        repository.file(".platform.app.yaml", "hooks: {deploy: echo}\n");
        assertThat(errors()).singleElement().asString().startsWith(".platform.app.yaml:1:9: hooks of the event deploy");
        Loaded alone = DefinitionLoader.loadFile(
                root.resolve(".platform.app.yaml"), repository.request().with(administrator.build()));
        assertThat(alone.isValid()).isFalse();
    }

    @Test
    @Requirement("X12")
    void nobodyIsToldThatTheAdministratorsOwnDefaultIsCut() {
        administrator.defaults("timeout", "30m");
        repository.definition("hooks: {preRun: echo}");
        Plan plan = plan(TimeLimit.of(Duration.ofMinutes(10)));
        assertThat(plan.step("preRun").hook().settings().limits().timeout()).hasToString("10m");
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void whatIsDemandedDoesNotSeeTheVariablesOfTheRepository() {
        administrator.hook(Position.BEFORE, "deploy", AUDIT);
        repository.definition("profile: platform-sh", "hooks: {build: echo, deploy: echo}");
        assertThat(hook("deploy").hook().script().sourced()).isEqualTo(".environment");
        assertThat(hook("deploy/audit").hook().script().sourced()).isNull();
        assertThat(hook("build/build").hook().script().sourced())
                .as("of the build phase")
                .isNull();
    }
}
