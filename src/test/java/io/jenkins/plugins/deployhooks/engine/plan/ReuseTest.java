package io.jenkins.plugins.deployhooks.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.Rules.SameCommitPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a plan takes from earlier deployments. */
class ReuseTest {
    private static Decision decision(Plan plan, String step) {
        return plan.step(step).choice().decision();
    }

    @Test
    @Requirement("X11")
    void whatARestoreKeyFindsIsUnpackedAndEverythingIsBuilt() {
        Plan plan = Definitions.oneHookEach().nearest("v1-abc").plan();
        assertThat(plan.kind()).isEqualTo(DeploymentKind.DEPLOY);
        assertThat(decision(plan, "restore"))
                .isEqualTo(new Decision(
                        true, "miss: key part tree changed; a restore key has found the archive of key v1-abc"));
        for (String step : new String[] {"preBuild/a", "build", "postBuild/a", "save"}) {
            assertThat(decision(plan, step).run()).as(step).isTrue();
        }
    }

    @Test
    @Requirement({"D6", "S48"})
    void aRebuildTakesNothing() {
        Plan plan = Definitions.oneHookEach()
                .nearest("v1-abc")
                .dependencies()
                .choices(Rules.RunFailedOn.ANY, true)
                .plan();
        assertThat(decision(plan, "restore").run()).isFalse();
        assertThat(decision(plan, "save").run()).isTrue();
        assertThat(plan.fresh()).isTrue();
        assertThat(plan.archive().keys()).isEqualTo(new Facts.Archive.Keys("own", null));
    }

    @Test
    @Requirement({"D4", "S19"})
    void dependenciesAreKeptAlsoWhereArchivesAreNot() {
        Definitions off = Definitions.oneHookEach().withoutArchives().dependencies();
        Plan plan = off.archive(Facts.Archive.State.MISS).plan();
        assertThat(decision(plan, "restore").run()).isTrue();
        assertThat(decision(plan, "save"))
                .isEqualTo(new Decision(true, "archives are switched off; dependencies are kept"));
        assertThat(decision(off.archive(Facts.Archive.State.NONE).plan(), "save")
                        .run())
                .as("where nobody keeps anything")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = SameCommitPolicy.class,
            names = {"ERROR", "IGNORE"})
    @Requirement("D7")
    void nothingRunsOfACommitThatIsDeployedAlready(SameCommitPolicy policy) {
        Definitions deployed = Definitions.oneHookEach()
                .readiness()
                .archive(Facts.Archive.State.UNCHANGED)
                .deployed(policy);
        Plan plan = deployed.plan();
        assertThat(plan.isHalted()).isTrue();
        assertThat(plan.refusal() != null).isEqualTo(policy == SameCommitPolicy.ERROR);
        assertThat(decision(plan, "run").reason())
                .startsWith("commit 0123456789 is deployed already, by deployment d-0, and sameCommitPolicy is ");
        assertThat(deployed.archive(Facts.Archive.State.NONE).plan().isHalted())
                .as("also where no archives are kept")
                .isTrue();
        Plan rebuilt = Definitions.oneHookEach()
                .choices(Rules.RunFailedOn.ANY, true)
                .deployed(policy)
                .plan();
        assertThat(rebuilt.isHalted()).as("a rebuild was asked for").isFalse();
    }

    @Test
    @Requirement("D7")
    void aCommitThatIsDeployedAlreadyIsBuiltAnew() {
        Plan plan = Definitions.oneHookEach()
                .archive(Facts.Archive.State.UNCHANGED)
                .deployed(SameCommitPolicy.REBUILD)
                .plan();
        assertThat(plan.kind()).isEqualTo(DeploymentKind.DEPLOY);
        assertThat(plan.fresh()).isTrue();
        assertThat(plan.archive().reason())
                .isEqualTo("miss: commit 0123456789 is deployed already, by deployment d-0, and sameCommitPolicy is"
                        + " rebuild");
        assertThat(Definitions.oneHookEach()
                        .archive(Facts.Archive.State.UNCHANGED)
                        .deployed(SameCommitPolicy.RESTART)
                        .plan()
                        .kind())
                .isEqualTo(DeploymentKind.REDEPLOY);
    }

    @Test
    @Requirement({"D6", "X11"})
    void whatIsBroughtAfterAFailedRestoreIsWhatWasBuilt() {
        Plan plan = Definitions.oneHookEach()
                .apart()
                .archive(Facts.Archive.State.HIT)
                .plan();
        assertThat(plan.fresh()).isFalse();
        assertThat(plan.step("bring").choice())
                .isEqualTo(new PlannedStep.Choice(
                        new Decision(true, "archive: HIT"),
                        new Decision(true, "miss: the archive cannot be used"),
                        null));
        Decision none = Decision.skip("archive: NONE");
        assertThat(Definitions.oneHookEach()
                        .apart()
                        .archive(Facts.Archive.State.NONE)
                        .plan()
                        .step("bring")
                        .choice())
                .isEqualTo(new PlannedStep.Choice(none, none, null));
    }
}
