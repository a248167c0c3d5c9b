package io.jenkins.plugins.deployhooks.engine.cache.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.cache.CacheSubject;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployment;
import io.jenkins.plugins.deployhooks.engine.cache.LastDeployments;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions;
import io.jenkins.plugins.deployhooks.engine.cache.Revisions.Revision;
import io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.deployment.record.SavedPlan;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of what runs at a place. */
@Requirement({"S47", "S49"})
class DeploymentMemoryTest {
    private static final CacheSubject SUBJECT =
            new CacheSubject(new BuildKey("key", List.of(), Map.of("tree", "1")), Map.of());

    @TempDir
    private Path dir;

    private final Definitions definitions = Definitions.oneHookEach().apart().archive(Facts.Archive.State.MISS);

    private final Definitions unchanged = Definitions.oneHookEach().apart().archive(Facts.Archive.State.UNCHANGED);

    @CheckForNull
    private CacheSubject subject = SUBJECT;

    private DeploymentMemory memory() {
        return new DeploymentMemory(
                new LastDeployments(dir, "shop"), definitions.definition().target());
    }

    /** A deployment whose step {@code failing} fails. */
    private void deploy(String id, String failing) throws Exception {
        deploy(definitions, id, failing);
    }

    private void deploy(Definitions deployed, String id, String failing) throws Exception {
        DeploymentMemory memory = memory();
        memory.begun(Revision.unknown(id), deployed.plan());
        DeploymentCourse course = course(id, deployed);
        run(course, failing);
        memory.ended(course.plan(), course.report(), subject);
    }

    private static void run(DeploymentCourse course, String failing) {
        for (Phase phase : Phase.values()) {
            Command command = course.begin(phase);
            while (command instanceof Command.Run run) {
                PlannedStep step = course.plan().step(run.stepId());
                course.started(step, run.attempt());
                HookEnd.State state = step.id().equals(failing) ? HookEnd.State.FAILED : HookEnd.State.OK;
                command = step.kind() == PlannedStep.Kind.BODY
                        ? course.bodyEnded(End.valueOf(state.name()), "")
                        : course.ended(step, run.attempt(), HookEnd.of(state, ""));
            }
        }
    }

    private DeploymentCourse course(String id, Definitions deployed) {
        About about = new About(
                id,
                dir,
                dir.resolve("logs"),
                new About.Surroundings("agent", Map.of(), Facts.NONE.source(), About.Kept.NOTHING));
        return new DeploymentCourse(deployed.definition(), deployed.plan(), about, DeploymentListener.NONE);
    }

    @Test
    void whatCouldNotBeBroughtHasNotReplacedWhatRuns() throws Exception {
        deploy("1", "none");
        assertThat(memory().last()).extracting(LastDeployment::id).isEqualTo("1");
        deploy("2", "bring");
        assertThat(memory().last()).extracting(LastDeployment::id).isEqualTo("1");
        assertThat(memory().previousResult()).isEqualTo("FAILED");
    }

    private String overtaken(String id) {
        return memory().overtaken(id, unchanged.plan());
    }

    @Test
    @Requirement("S50")
    void whoeverBeginsInBetweenMakesWhatRunsUncertain() throws Exception {
        deploy("1", "none");
        memory().begun(Revision.unknown("2"), unchanged.plan());
        assertThat(overtaken("2")).isNull();
        deploy("3", "none");
        assertThat(overtaken("2")).contains("came between").contains("the whole run phase runs");
        assertThat(memory().overtaken("2", definitions.plan()))
                .as("of what leaves nothing out")
                .isNull();

        deploy("4", "none");
        memory().begun(Revision.unknown("5"), unchanged.plan());
        memory().begun(Revision.unknown("6"), unchanged.plan());
        assertThat(overtaken("5")).contains("came between, 6:");
        assertThat(overtaken("6")).as("nobody knows what 5 launches").isNotNull();
    }

    @Test
    @Requirement("S50")
    void theHooksOfASingleEventMakeWhatRunsUncertain() throws Exception {
        deploy("1", "none");
        memory().changed();
        assertThat(memory().last()).isNull();
        assertThat(memory().previousResult()).isEqualTo("SUCCESS");

        deploy("2", "none");
        assertThat(memory().last()).extracting(LastDeployment::id).isEqualTo("2");
        memory().begun(Revision.unknown("3"), unchanged.plan());
        memory().changed();
        assertThat(overtaken("3")).isNotNull();
    }

    @Test
    void whereAHookBeforeTheLaunchFailedNobodyKnowsWhatRuns() throws Exception {
        deploy("1", "none");
        deploy("2", "preRun/a");
        assertThat(memory().last()).isNull();
    }

    @Test
    void whereNothingMayRunNothingIsRemembered() throws Exception {
        deploy("1", "none");
        Definitions same = Definitions.oneHookEach().deployed(Rules.SameCommitPolicy.ERROR);
        assertThat(same.plan().isHalted()).isTrue();
        DeploymentMemory memory = memory();
        memory.begun(Revision.unknown("2"), same.plan());
        assertThat(memory().last()).as("nothing has begun").isNotNull();
        DeploymentCourse course = course("2", same);
        memory.ended(course.plan(), course.report(), SUBJECT);
        assertThat(memory().last()).extracting(LastDeployment::id).isEqualTo("1");
        assertThat(memory().previousResult()).isEqualTo("SUCCESS");
        assertThat(memory().overtaken("2", same.plan())).isNull();
    }

    @Test
    void whoeverLooksAgainSeesWhatWasKnownWhenItBegan() throws Exception {
        deploy("1", "none");
        memory().begun(Revision.unknown("2"), definitions.plan());
        assertThat(memory().last()).as("for any other").isNull();
        assertThat(memory().previousResult()).isNull();
        assertThat(again("2").last()).extracting(LastDeployment::id).isEqualTo("1");
        assertThat(again("2").previousResult()).isEqualTo("SUCCESS");
        assertThat(again("3").last()).isNull();
        memory().begun(Revision.unknown("3"), definitions.plan());
        assertThat(again("3").last()).as("2 runs still, perhaps").isNull();
        assertThat(again("3").previousResult()).isNull();
    }

    private DeploymentMemory again(String id) {
        return DeploymentMemory.of(
                new LastDeployments(dir, "shop"), definitions.definition().target(), id);
    }

    private static final When DATABASE = new When(List.of(), List.of(), List.of("db/**"), When.ALWAYS.rest());

    private void changed(String... paths) {
        Facts.Source source = new Facts.Source("main", "0123abc", List.of(paths));
        definitions.facts(facts -> facts.with(source));
    }

    private boolean complete(String id) {
        Revisions known = memory().revisions();
        return known.complete() && known.all().equals(List.of(Revision.unknown(id)));
    }

    @Test
    @Requirement("J")
    void aHookThatWasDueAndHasNotSucceededIsDueStill() throws Exception {
        definitions.when("preRun", DATABASE).policy("preRun", FailurePolicy.WARN);
        deploy("1", "none");
        assertThat(complete("1")).isTrue();
        deploy("2", "preRun/a");
        assertThat(memory().previousResult()).as("a warning alone").isEqualTo("SUCCESS");
        assertThat(memory().revisions().all()).hasSize(2);
        changed("src/a.js");
        deploy("3", "none");
        assertThat(complete("3")).as("it was not due").isTrue();
        changed("db/1.sql");
        definitions.archive(Facts.Archive.State.MISS);
        deploy("4", "run");
        assertThat(memory().revisions().all()).hasSize(2);
    }

    private static Hook disabled(Hook hook) {
        return new Hook(
                hook.name(), hook.script(), hook.settings(), new Hook.Surroundings(Map.of(), null, DATABASE, false));
    }

    @Test
    @Requirement("J")
    void aHookThatIsNotEnabledIsDueStillOnceWhatItAsksForHasChanged() throws Exception {
        definitions.change("preRun", DeploymentMemoryTest::disabled);
        changed("src/a.js");
        deploy("1", "none");
        assertThat(complete("1")).as("it was not due").isTrue();
        changed("db/1.sql");
        deploy("2", "none");
        assertThat(memory().previousResult()).isEqualTo("SUCCESS");
        assertThat(memory().revisions().all())
                .extracting(Revision::deployment)
                .as("what 1 has deployed is compared with still")
                .containsExactly("1", "2");
    }

    /** After a crash, when its commands are gone already. */
    @Test
    @Requirement("J")
    void whoTellsTheEndFromWhatIsLeftOfThePlanTellsTheSame() throws Exception {
        definitions.change("preRun", DeploymentMemoryTest::disabled);
        changed("db/1.sql");
        deploy("1", "none");
        memory().begun(Revision.unknown("2"), definitions.plan());
        DeploymentCourse course = course("2", definitions);
        run(course, "none");
        SavedPlan left =
                SavedPlan.of(definitions.definition(), definitions.plan()).ended();
        memory().ended(left.plan(), course.report(), subject);
        assertThat(memory().revisions().all()).extracting(Revision::deployment).containsExactly("1", "2");
    }

    @Test
    @Requirement("J")
    void aHookThatIsLeftOutAsUnchangedMayNeverHaveSucceeded() throws Exception {
        Definitions platform = new Definitions()
                .profile("platform-sh")
                .hook("deploy", "a")
                .when("deploy", DATABASE)
                .policy("deploy", FailurePolicy.WARN);
        deploy(platform, "1", "none");
        deploy(platform, "2", "deploy/a");
        platform.archive(Facts.Archive.State.UNCHANGED);
        assertThat(platform.plan().step("deploy/a").choice().decision().run()).isFalse();
        deploy(platform, "3", "none");
        assertThat(memory().revisions().all()).hasSize(3);
    }

    @Test
    @Requirement("J")
    void oneThatOthersHaveOutrunIsKnownAgainWhenItRuns() throws Exception {
        definitions.when("preRun", DATABASE);
        deploy("1", "none");
        memory().begun(Revision.unknown("slow"), definitions.plan());
        deploy("2", "none");
        deploy("3", "none");
        assertThat(complete("3")).as("it is forgotten").isTrue();
        memory().runBegins("slow", definitions.plan());
        assertThat(memory().revisions().complete()).isFalse();
        assertThat(memory().last()).isNull();
        deploy("4", "none");
        assertThat(complete("4")).isTrue();
    }

    @Test
    @Requirement("J")
    void whatEndsBetweenTheLookAndTheBeginningComesBetween() throws Exception {
        definitions.when("preRun", DATABASE);
        changed("src/a.js");
        deploy("1", "none");
        DeploymentMemory looked = memory();
        deploy("2", "none");
        looked.begun(Revision.unknown("3"), definitions.plan());
        assertThat(memory().overtaken("3", definitions.plan())).contains("came between");
    }

    @Test
    @Requirement("J")
    void whoeverComesBetweenMakesItUncertainWhatHasChanged() throws Exception {
        definitions.when("preRun", DATABASE);
        changed("src/a.js");
        deploy("1", "none");
        memory().begun(Revision.unknown("2"), definitions.plan());
        assertThat(memory().overtaken("2", definitions.plan())).isNull();
        deploy("3", "none");
        assertThat(memory().overtaken("2", definitions.plan()))
                .contains("came between")
                .contains("no hook of the run phase is left out");
        memory().changed();
        assertThat(memory().revisions().complete()).isFalse();
    }

    @Test
    void whereNobodyKnowsWhatWasDeployedNobodyKnowsWhatRuns() throws Exception {
        subject = null;
        deploy("1", "none");
        assertThat(memory().last()).isNull();
        assertThat(memory().previousResult()).isEqualTo("SUCCESS");
    }
}
