package io.jenkins.plugins.deployhooks.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private static final When.Rest REST = When.ALWAYS.rest();

    private static Decision decision(Definitions definitions, String step) {
        return definitions.plan().step(step).choice().decision();
    }

    private static Facts source(Facts facts, String branch, List<String> changed) {
        return facts.with(new Facts.Source(branch, "0123abc", changed));
    }

    private static Definitions preRun(When when) {
        return new Definitions().hook("preRun", "a").when("preRun", when);
    }

    @Test
    @Requirement("S3")
    void stepsStandInTheOrderOfTheLifecycle() {
        assertThat(Definitions.oneHookEach().readiness().plan().steps())
                .extracting(PlannedStep::id)
                .containsExactly(
                        "restore",
                        "preBuild/a",
                        "build",
                        "postBuild/a",
                        "save",
                        "preRun/a",
                        "run",
                        "readiness",
                        "runSucceeded/a",
                        "runFailed/a",
                        "cleanup/a");
    }

    @Test
    @Requirement({"S30", "S31", "S53"})
    void thePlatformShEventsStandAroundTheirPhases() {
        Definitions platform = new Definitions()
                .profile("platform-sh")
                .hook("build", "a")
                .hook("deploy", "a")
                .hook("post_deploy", "a");
        assertThat(platform.readiness().plan().steps())
                .extracting(PlannedStep::id)
                .containsExactly(
                        "restore", "build", "build/a", "save", "run", "deploy/a", "readiness", "post_deploy/a");
    }

    @Test
    @Requirement({"S37", "S39"})
    void onPlatformShOnlyTheBuildHookHasATimeOutOfItsOwn() {
        Plan plan = new Definitions()
                .profile("platform-sh")
                .hook("build", "a")
                .hook("deploy", "a")
                .hook("post_deploy", "a")
                .plan();
        assertThat(timeout(plan, "build/a")).isEqualTo(TimeLimit.of(Duration.ofHours(1)));
        assertThat(timeout(plan, "deploy/a")).isEqualTo(TimeLimit.none());
        assertThat(timeout(plan, "post_deploy/a")).isEqualTo(TimeLimit.none());
    }

    @Test
    @Requirement({"S37", "S39"})
    void aHookMaySayThatItHasNoTimeOut() {
        HookSettings none = new HookSettings(
                HookSettings.UNSET.shell(),
                new HookSettings.Limits(TimeLimit.none(), null, null),
                HookSettings.UNSET.retries(),
                null);
        Definitions build =
                new Definitions().profile("platform-sh").hook("build", "a").settings("build", none);
        assertThat(timeout(build.plan(), "build/a")).isEqualTo(TimeLimit.none());
    }

    @Test
    @Requirement("X12")
    void noHookTakesLongerThanTheAdministratorAllows() {
        TimeLimit maximum = TimeLimit.of(Duration.ofMinutes(10));
        Definitions bounded = new Definitions()
                .hook("preRun", "a")
                .facts(facts -> new Facts(facts.source(), facts.env(), facts.archive(), new Facts.Bounds(maximum)));
        Plan plan = bounded.plan();
        assertThat(timeout(plan, "preRun/a")).isEqualTo(maximum);
        assertThat(plan.step("preRun/a").hook().origins().get("timeout"))
                .hasToString("administrator's maximum time-out");
        assertThat(plan.warnings()).as("nobody has written another time-out").isEmpty();
    }

    private static TimeLimit timeout(Plan plan, String step) {
        return plan.step(step).hook().settings().limits().timeout();
    }

    @Test
    @Requirement("S24")
    void noPolicyMakesAFailingRunFailedStrongerThanAWarning() {
        Plan plan = Definitions.oneHookEach()
                .policy("runFailed", FailurePolicy.FAIL)
                .policy("runSucceeded", FailurePolicy.IGNORE)
                .plan();
        assertThat(plan.step("runFailed/a").hook().settings().onFailure()).isEqualTo(FailurePolicy.WARN);
        assertThat(plan.step("runSucceeded/a").hook().settings().onFailure()).isEqualTo(FailurePolicy.IGNORE);
    }

    @Test
    @Requirement("S33")
    void onPlatformShDeployHooksMakeADeploymentUnstableUnlessTheySayOtherwise() {
        Definitions deploy = new Definitions().profile("platform-sh").hook("deploy", "a");
        assertThat(deploy.plan().step("deploy/a").hook().settings().onFailure()).isEqualTo(FailurePolicy.UNSTABLE);
        Plan stronger = deploy.policy("deploy", FailurePolicy.FAIL).plan();
        assertThat(stronger.step("deploy/a").hook().settings().onFailure()).isEqualTo(FailurePolicy.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"preRun", "a", "preRun/a"})
    void skipNamesAnEventAHookOrBoth(String name) {
        Definitions skipping = Definitions.oneHookEach().choices(Rules.RunFailedOn.ANY, false, name);
        assertThat(decision(skipping, "preRun/a")).isEqualTo(Decision.skip("skip names " + name));
        assertThat(skipping.plan().warnings()).isEmpty();
    }

    @Test
    void aHookThatIsNotEnabledIsReportedAsSkipped() {
        Definitions disabled = Definitions.oneHookEach()
                .change(
                        "preRun",
                        hook -> new Hook(
                                hook.name(),
                                hook.script(),
                                hook.settings(),
                                new Hook.Surroundings(Map.of(), null, When.ALWAYS, false)));
        assertThat(decision(disabled, "preRun/a")).isEqualTo(Decision.skip("not enabled"));
    }

    @Test
    @Requirement({"S18", "S13"})
    void fromCacheTheBuildAndItsPostBuildAreSkippedAndSayWhy() {
        Definitions cached = Definitions.oneHookEach().archive(Facts.Archive.State.HIT);
        assertThat(cached.plan().kind()).isEqualTo(DeploymentKind.FROM_CACHE);
        assertThat(decision(cached, "build")).isEqualTo(Decision.skip("from cache"));
        assertThat(decision(cached, "postBuild/a")).isEqualTo(Decision.skip("from cache"));
        assertThat(decision(cached, "preBuild/a")).isEqualTo(Decision.RUN);
        assertThat(decision(cached, "restore").run()).isTrue();
    }

    @Test
    void theSamePlanSaysWhatRunsWhenTheArchiveTurnsOutToBeUnusable() {
        Plan plan = Definitions.oneHookEach().archive(Facts.Archive.State.HIT).plan();
        for (String step : List.of("build", "postBuild/a", "save")) {
            assertThat(plan.step(step).choice().ifRestoreFails().run()).as(step).isTrue();
        }
    }

    @Test
    void aRebuildIsAMissWhateverTheArchiveSays() {
        Definitions rebuild =
                Definitions.oneHookEach().archive(Facts.Archive.State.UNCHANGED).choices(Rules.RunFailedOn.ANY, true);
        assertThat(rebuild.plan().kind()).isEqualTo(DeploymentKind.DEPLOY);
        assertThat(decision(rebuild, "save")).isEqualTo(new Decision(true, "miss: a rebuild is asked for"));
    }

    @Test
    @Requirement("S19")
    void withArchivesSwitchedOffTheDeploymentBuildsAndSavesNothing() {
        Definitions off =
                Definitions.oneHookEach().archive(Facts.Archive.State.HIT).withoutArchives();
        assertThat(decision(off, "restore").run()).isFalse();
        assertThat(decision(off, "build").run()).isTrue();
        assertThat(decision(off, "save")).isEqualTo(Decision.skip("archives are switched off"));
    }

    @ParameterizedTest
    @CsvSource({"main, main, true", "main, master, false", "release/*, release/1, true", "release/*, release/1/2, false"
    })
    void aConditionOnTheBranchIsAGlob(String glob, String branch, boolean runs) {
        Definitions definitions =
                preRun(new When(List.of(glob), List.of(), List.of(), REST)).facts(facts -> source(facts, branch, null));
        assertThat(decision(definitions, "preRun/a").run()).isEqualTo(runs);
    }

    @Test
    void aConditionOnTheBranchDoesNotHoldWhereTheBranchIsNotKnown() {
        Definitions definitions = preRun(new When(List.of("main"), List.of(), List.of(), REST));
        assertThat(decision(definitions, "preRun/a")).isEqualTo(Decision.skip("when: branch is not known"));
    }

    @ParameterizedTest
    @CsvSource({"db/**, db/1.sql, true", "db/**, src/a.js, false", "'**/*.sql', a/b/c.sql, true"})
    void aConditionOnChangedPathsIsAGlob(String glob, String path, boolean runs) {
        Definitions definitions = preRun(new When(List.of(), List.of(), List.of(glob), REST))
                .facts(facts -> source(facts, "main", List.of(path)));
        assertThat(decision(definitions, "preRun/a").run()).isEqualTo(runs);
    }

    @Test
    void aBranchThatNoFileCanBeCalledMatchesItsOwnNameAlone() {
        String odd = "feature\0x";
        When when = new When(List.of("feature*", odd), List.of(), List.of(), REST);
        assertThat(decision(preRun(when).facts(facts -> source(facts, odd, null)), "preRun/a")
                        .run())
                .isTrue();
        When glob = new When(List.of("feature*"), List.of(), List.of(), REST);
        assertThat(decision(preRun(glob).facts(facts -> source(facts, odd, null)), "preRun/a"))
                .isEqualTo(Decision.skip("when: branch " + odd + " does not match"));
    }

    @Test
    void whoSaysFromCacheSaysItOfBothKinds() {
        for (Facts.Archive.State state : Facts.Archive.State.values()) {
            boolean cached = state == Facts.Archive.State.HIT || state == Facts.Archive.State.UNCHANGED;
            When only = new When(List.of(), List.of(), List.of(), new When.Rest(true, List.of(), null));
            When never = new When(List.of(), List.of(), List.of(), new When.Rest(false, List.of(), null));
            assertThat(decision(preRun(only).archive(state), "preRun/a").run()).isEqualTo(cached);
            assertThat(decision(preRun(never).archive(state), "preRun/a"))
                    .isEqualTo(cached ? Decision.skip("when: from cache") : Decision.RUN);
        }
    }

    @Test
    void aHookOnChangedPathsRunsWhereNobodyKnowsWhatChanged() {
        Definitions definitions = preRun(new When(List.of(), List.of(), List.of("db/**"), REST));
        assertThat(decision(definitions, "preRun/a").run()).isTrue();
    }

    private static final When DATABASE = new When(List.of("main"), List.of(), List.of("db/**"), REST);

    @Test
    @Requirement("J")
    void whatHasNotChangedIsSaidBeforeAllThatMayBeOtherwiseNextTime() {
        Definitions other = preRun(DATABASE).facts(facts -> source(facts, "other", List.of("src/a.js")));
        assertThat(decision(other, "preRun/a")).isEqualTo(Decision.NO_CHANGE);
        other.facts(facts -> source(facts, "other", List.of("db/1.sql")));
        assertThat(decision(other, "preRun/a")).isEqualTo(Decision.skip("when: branch other does not match"));
    }

    @Test
    @Requirement("J")
    void whereAnotherDeploymentCameBetweenNobodyKnowsWhatHasChanged() {
        Plan plan = preRun(DATABASE)
                .facts(facts -> source(facts, "main", List.of()))
                .plan();
        assertThat(plan.step("preRun/a").choice().decision()).isEqualTo(Decision.NO_CHANGE);
        assertThat(plan.step("preRun/a").choice().ifOvertaken()).isEqualTo(Decision.RUN);
        assertThat(plan.step("preRun/a").choice().ifRestoreFails())
                .as("building takes its time, and another one may come between")
                .isEqualTo(Decision.RUN);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    @Requirement("J")
    void whyItIsNotKnownWhatHasChangedIsAWarningOfTheHooksThatRunForIt() {
        Facts.Changes unknown = Facts.Changes.unknown("there is no git");
        Definitions definitions = preRun(DATABASE)
                .hook("postBuild", "b")
                .when("postBuild", DATABASE)
                .facts(facts -> facts.with(new Facts.Source("main", "0123abc", null).with(unknown)));
        Plan plan = definitions.plan();
        assertThat(plan.warnings())
                .containsExactly(
                        "postBuild/b: runs whatever has changed, since there is no git",
                        "preRun/a: runs whatever has changed, since there is no git");
        assertThat(plan.only("preRun").warnings()).hasSize(1).allMatch(text -> text.startsWith("preRun/a: "));
        definitions.facts(facts -> facts.with(new Facts.Source("other", "0123abc", null).with(unknown)));
        assertThat(definitions.plan().warnings()).as("no hook runs for it").isEmpty();
    }

    @Test
    @Requirement("J")
    void hooksOfTheBuildPhaseRunWhateverHasChangedWhereArchivesAreKept() {
        Definitions definitions = new Definitions()
                .hook("postBuild", "b")
                .when("postBuild", DATABASE)
                .facts(facts -> source(facts, "main", List.of()));
        assertThat(decision(definitions.archive(Facts.Archive.State.MISS), "postBuild/b"))
                .isEqualTo(Decision.RUN);
        assertThat(decision(definitions.archive(Facts.Archive.State.NONE), "postBuild/b"))
                .isEqualTo(Decision.NO_CHANGE);
    }

    @Test
    void conditionsOnTheEnvironmentAndOnVariablesHoldTogether() {
        When when = new When(
                List.of(),
                List.of("production"),
                List.of(),
                new When.Rest(null, List.of(), "REGION == 'eu' && DEPLOY_ENVIRONMENT == 'production'"));
        Definitions definitions = preRun(when);
        assertThat(decision(definitions, "preRun/a")).isEqualTo(Decision.skip("when: expression is false"));
        definitions.facts(facts -> new Facts(facts.source(), Map.of("REGION", "eu"), facts.archive(), facts.bounds()));
        assertThat(decision(definitions, "preRun/a").run()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DEPLOY_KIND == 'deploy', true",
        "DEPLOY_KIND == 'redeploy', false",
        "DEPLOY_COMMIT == '0123abc', true",
        "DEPLOY_COMMIT == '', false",
        "DEPLOY_BRANCH == 'main', true",
        "DEPLOY_BRANCH == '', false"
    })
    void conditionsSeeTheVariablesOfTheDeployment(String expression, boolean runs) {
        When when = new When(List.of(), List.of(), List.of(), new When.Rest(null, List.of(), expression));
        Definitions definitions = preRun(when).facts(facts -> facts.with(new Facts.Source("main", "0123abc", null)));
        assertThat(decision(definitions, "preRun/a").run()).isEqualTo(runs);
    }

    @Test
    void aConditionOnTheCacheFollowsWhatTheArchiveTurnsOutToBe() {
        When cachedOnly = new When(List.of(), List.of(), List.of(), new When.Rest(true, List.of(), null));
        PlannedStep step =
                preRun(cachedOnly).archive(Facts.Archive.State.HIT).plan().step("preRun/a");
        assertThat(step.choice().decision().run()).isTrue();
        assertThat(step.choice().ifRestoreFails()).isEqualTo(Decision.skip("when: not from cache"));
    }

    @Test
    void aPlanSaysWhereEachValueWasWritten() {
        Origin atHook = new Origin(Origin.Strength.FILE, "deploy-hooks.yml", 7, 9);
        Origin inDefaults = new Origin(Origin.Strength.FILE, "deploy-hooks.yml", 3, 12);
        Definition plain = new Definitions().hook("preRun", "a").definition();
        Definition written = new Definition(
                plain.target(),
                plain.phases(),
                plain.events(),
                plain.rules(),
                Map.of("hooks.preRun[0].timeout", atHook, "defaults.shell", inDefaults));
        PlannedHook hook = Planner.plan(written, Profiles.get("native"), Facts.NONE)
                .step("preRun/a")
                .hook();
        assertThat(hook.origins().get("timeout")).isEqualTo(atHook);
        assertThat(hook.origins().get("shell")).isEqualTo(inDefaults);
        assertThat(hook.origins().get("onFailure")).hasToString("profile native");
    }

    @Test
    void theOnlyHookOfAnEventIsKnownByTheEventUnlessAPhaseHasThatName() {
        assertThat(new Definitions()
                        .hook("preRun", "preRun")
                        .plan()
                        .step("preRun")
                        .hook())
                .isNotNull();
        Plan platform =
                new Definitions().profile("platform-sh").hook("build", "build").plan();
        assertThat(platform.step("build").kind()).isEqualTo(PlannedStep.Kind.BODY);
        assertThat(platform.step("build/build").kind()).isEqualTo(PlannedStep.Kind.HOOK);
    }

    @Test
    void aHookWhoseResultCannotBeIsAWarning() {
        When onFailure = new When(List.of(), List.of(), List.of(), new When.Rest(null, List.of("failed"), null));
        assertThat(preRun(onFailure).plan().warnings())
                .containsExactly(
                        "preRun/a: never runs, since the result there is success or unstable, and its condition"
                                + " wants failed");
        assertThat(Definitions.oneHookEach().when("cleanup", onFailure).plan().warnings())
                .isEmpty();
    }

    @Test
    void aConditionOnTheEnvironmentAndOnTheAppSaysWhichItIs() {
        When other = new When(List.of(), List.of("staging"), List.of(), REST);
        assertThat(decision(preRun(other), "preRun/a")).isEqualTo(Decision.skip("when: environment is production"));
        When app = new When(List.of(), List.of(), List.of(), new When.Rest(null, List.of(), "DEPLOY_APP == 'shop'"));
        assertThat(decision(preRun(app), "preRun/a").run()).isTrue();
    }
}
