package io.jenkins.plugins.deployhooks.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    @Test
    @Requirement({"S4"})
    void cleverCloudHasItsFiveEvents() {
        assertThat(Profiles.get("clever-cloud").eventNames())
                .containsExactly("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed");
    }

    @Test
    void ourOwnProfileHasCleanupToo() {
        assertThat(Profiles.get("native").eventNames())
                .containsExactly("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup");
        assertThat(Profiles.all().get(0).name()).isEqualTo(Profiles.DEFAULT);
    }

    @Test
    @Requirement({"S30"})
    void platformShHasItsThreeEvents() {
        assertThat(Profiles.get("platform-sh").eventNames()).containsExactly("build", "deploy", "post_deploy");
    }

    @ParameterizedTest
    @Requirement({"S3", "S31", "S53"})
    @CsvSource({
        "native, preBuild, BEFORE_BUILD", "native, postBuild, AFTER_BUILD", "native, preRun, BEFORE_RUN",
        "native, runSucceeded, ON_SUCCESS", "native, runFailed, ON_FAILURE", "native, cleanup, AT_END",
        "platform-sh, build, AFTER_BUILD", "platform-sh, deploy, AFTER_RUN", "platform-sh, post_deploy, ON_SUCCESS",
    })
    void everyEventHasItsPlace(String profile, String event, Place place) {
        assertThat(Profiles.get(profile).event(event).place()).isEqualTo(place);
    }

    @ParameterizedTest
    @Requirement({"S13", "S18", "S22", "S47"})
    @CsvSource({
        "native, preBuild, true, true", "native, postBuild, false, false", "native, preRun, true, true",
        "platform-sh, build, false, false", "platform-sh, deploy, true, false", "platform-sh, post_deploy, true, true",
    })
    void everyEventSaysWhenItRuns(String profile, String event, boolean fromCache, boolean onRedeploy) {
        EventRule.Runs runs = Profiles.get(profile).event(event).runs();
        assertThat(runs.fromCache()).isEqualTo(fromCache);
        assertThat(runs.onRedeploy()).isEqualTo(onRedeploy);
    }

    @Test
    @Requirement({"S40", "S54"})
    void onPlatformShDeployAndPostDeployAreOfWebAloneAndChangeNothingOfTheApp() {
        for (Profile profile : Profiles.all()) {
            for (EventRule event : profile.events()) {
                boolean ofTheRunningApp =
                        event.name().equals("deploy") || event.name().equals("post_deploy");
                assertThat(event.runs().onWorker()).as(event.name()).isNotEqualTo(ofTheRunningApp);
                assertThat(event.hooks().frozen()).as(event.name()).isEqualTo(ofTheRunningApp);
            }
        }
    }

    @ParameterizedTest
    @Requirement({"S24", "S33"})
    @CsvSource({
        "native, preBuild, FAIL, FAIL",
        "native, runFailed, WARN, WARN",
        "native, cleanup, WARN, WARN",
        "platform-sh, build, FAIL, FAIL",
        "platform-sh, deploy, UNSTABLE, FAIL",
    })
    void everyEventSaysWhatAFailureMeans(String profile, String event, FailurePolicy policy, FailurePolicy strongest) {
        EventRule.HookRules rules = Profiles.get(profile).event(event).hooks();
        assertThat(rules.defaults().onFailure()).isEqualTo(policy);
        assertThat(rules.strongest()).isEqualTo(strongest);
    }

    @Test
    @Requirement({"S37", "S39"})
    void onlyTheBuildHookOfPlatformShHasATimeout() {
        for (Profile profile : Profiles.all()) {
            for (EventRule event : profile.events()) {
                TimeLimit expected =
                        event.name().equals("build") ? TimeLimit.of(Duration.ofHours(1)) : TimeLimit.none();
                assertThat(event.hooks().defaults().limits().timeout()).isEqualTo(expected);
            }
        }
    }

    @Test
    @Requirement({"S27"})
    void postDeployIsAnAliasOfRunSucceeded() {
        EventRule event = Profiles.get("clever-cloud").event("postDeploy");
        assertThat(event.name()).isEqualTo("runSucceeded");
        assertThat(event.names().aliasVariables()).containsExactly("CC_POST_DEPLOY_HOOK");
    }

    @Test
    @Requirement({"S34"})
    void hooksSeeTheVariablesOfTheirPhase() {
        assertThat(Profiles.get("platform-sh").event("build").hooks().sees()).isEqualTo(Phase.BUILD);
        assertThat(Profiles.get("platform-sh").event("deploy").hooks().sees()).isEqualTo(Phase.RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "clever-cloud", "platform-sh"})
    void noBodyOfBuildRunsFromCache(String name) {
        assertThat(Profiles.get(name).bodies().get(Phase.BUILD)).isEqualTo(new EventRule.Runs(false, false));
        assertThat(Profiles.get(name).bodies().get(Phase.RUN).fromCache()).isTrue();
    }

    @ParameterizedTest
    @Requirement({"S3", "S31"})
    @CsvSource({"native, false", "clever-cloud, true", "platform-sh, true"})
    void platformsArchiveEveryBuildAndOurOwnProfileDoesNot(String profile, boolean archives) {
        assertThat(Profiles.get(profile).habits().archives()).isEqualTo(archives);
    }

    @Test
    void anUnknownProfileIsNotFound() {
        assertThat(Profiles.find("heroku")).isNull();
        assertThatThrownBy(() -> Profiles.get("heroku"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clever-cloud");
    }
}
