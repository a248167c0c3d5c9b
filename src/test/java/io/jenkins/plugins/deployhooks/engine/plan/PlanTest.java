package io.jenkins.plugins.deployhooks.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What can be asked of a plan. */
class PlanTest {
    private static final Plan.Basis BASIS = Definitions.oneHookEach().plan().basis();

    private static PlannedStep body(String id, Section section) {
        PlannedStep.Choice always = new PlannedStep.Choice(Decision.RUN, Decision.RUN);
        return new PlannedStep(id, PlannedStep.Kind.BODY, section, always, null);
    }

    private static Plan plan(PlannedStep... steps) {
        return new Plan("native", BASIS, List.of(steps), List.of());
    }

    @Test
    void sectionsFollowEachOtherAlsoWhereOneIsEmpty() {
        Plan plan = plan(body("a", Section.BUILD), body("b", Section.BUILD), body("c", Section.FAILED));
        assertThat(plan.start(Section.BUILD)).isZero();
        assertThat(plan.end(Section.BUILD)).isEqualTo(2);
        for (Section empty : List.of(Section.RUN, Section.SUCCEEDED)) {
            assertThat(plan.start(empty)).isEqualTo(2);
            assertThat(plan.end(empty)).isEqualTo(2);
        }
        assertThat(plan.start(Section.FAILED)).isEqualTo(2);
        assertThat(plan.end(Section.FAILED)).isEqualTo(3);
        assertThat(plan.start(Section.CLEANUP)).isEqualTo(3);
        assertThat(plan.end(Section.CLEANUP)).isEqualTo(3);
        assertThat(plan().end(Section.CLEANUP)).isZero();
    }

    @Test
    void aStepIsFoundByItsId() {
        Plan plan = plan(body("a", Section.BUILD), body("b", Section.RUN));
        assertThat(plan.position("b")).isEqualTo(1);
        assertThat(plan.step("b")).isSameAs(plan.steps().get(1));
        assertThatThrownBy(() -> plan.step("c"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("the plan has no step c");
    }

    @Test
    void stepsThatAreNoPlanAreRefused() {
        assertThatThrownBy(() -> plan(body("a", Section.RUN), body("b", Section.BUILD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step b is out of order");
        assertThatThrownBy(() -> plan(body("a", Section.BUILD), body("a", Section.RUN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two steps are called a");
    }

    @Test
    void whatOthersWarnOfComesFirst() {
        Plan plan = new Plan("native", BASIS, List.of(body("a", Section.BUILD)), List.of("own"));
        Plan more = plan.with(List.of("one", "two"));
        assertThat(more.warnings()).containsExactly("one", "two", "own");
        assertThat(more.steps()).isEqualTo(plan.steps());
        assertThat(more.basis()).isSameAs(plan.basis());
        assertThat(more.profile()).isEqualTo("native");
    }

    @Test
    void theHooksOfOneEventAreAPlanInPlaceOfTheBuildPhase() {
        Plan all =
                Definitions.oneHookEach().hook("runFailed", "b").savedAlways().plan();
        Plan only = all.only("runFailed");
        assertThat(only.steps()).extracting(PlannedStep::id).containsExactly("runFailed/a", "runFailed/b");
        assertThat(only.steps()).extracting(PlannedStep::section).containsOnly(Section.BUILD);
        assertThat(only.steps().get(0).hook()).isSameAs(all.step("runFailed/a").hook());
        assertThat(only.archive()).isSameAs(all.archive());
        assertThat(only.basis().saveUnstable()).isTrue();
        assertThat(all.only("deploy").steps()).isEmpty();
    }

    @Test
    @Requirement({"S42", "S44"})
    void anEventAloneHasTheDirectoriesOfItsPhase() {
        Definitions app =
                new Definitions().profile("platform-sh").hook("build", "a").hook("post_deploy", "a");
        Plan all = app.apart().plan();
        assertThat(all.only("build").steps()).extracting(PlannedStep::id).containsExactly("directories", "build/a");
        Plan later = all.only("post_deploy");
        assertThat(later.steps()).extracting(PlannedStep::id).containsExactly("directories-run", "post_deploy/a");
        assertThat(later.steps()).extracting(PlannedStep::section).containsOnly(Section.BUILD);
        assertThat(all.only("deploy").steps()).isEmpty();
    }

    @Test
    @Requirement("D7")
    void theHooksOfOneEventRunAlsoOfWhatIsDeployedAlready() {
        Plan refused =
                Definitions.oneHookEach().deployed(Rules.SameCommitPolicy.ERROR).plan();
        assertThat(refused.refusal()).isNotNull();
        assertThat(refused.only("preRun").refusal()).isNull();
    }

    @Test
    void peopleReadItAStepALine() {
        assertThat(new Definitions().hook("preRun", "a").plan()).hasToString("""
                deploy by native
                  restore (skipped)
                  build
                  save (skipped)
                  preRun/a
                  run""");
    }

    @Test
    void aHaltedPlanHasNoStepThatRuns() {
        assertThat(plan(body("a", Section.BUILD)).isHalted()).isFalse();
        PlannedStep.Choice never = new PlannedStep.Choice(Decision.skip("no"), Decision.RUN);
        PlannedStep skipped = new PlannedStep("b", PlannedStep.Kind.BODY, Section.BUILD, never, null);
        assertThat(plan(skipped).isHalted()).isTrue();
        assertThat(plan(body("a", Section.BUILD), skipped).isHalted()).isFalse();
    }

    @Test
    void whatIsKnownLaterChoosesAnotherDecision() {
        Decision planned = Decision.skip("planned");
        Decision restore = Decision.skip("restore");
        Decision overtaken = Decision.skip("overtaken");
        PlannedStep.Choice choice = new PlannedStep.Choice(planned, restore, overtaken);
        assertThat(choice.after(false, false)).isSameAs(planned);
        assertThat(choice.after(true, false)).isSameAs(restore);
        assertThat(choice.after(true, true)).isSameAs(restore);
        assertThat(choice.after(false, true)).isSameAs(overtaken);
        assertThat(new PlannedStep.Choice(planned, restore).after(false, true)).isSameAs(planned);
    }

    @Test
    void bodiesAndWhatFollowsAreDoneByWhoeverDeploys() {
        List<PlannedStep.Kind> own = new ArrayList<>();
        for (PlannedStep.Kind kind : PlannedStep.Kind.values()) {
            PlannedStep step = new PlannedStep("a", kind, Section.RUN, null, null);
            if (step.isOwn()) {
                own.add(kind);
            }
        }
        assertThat(own).containsExactly(PlannedStep.Kind.BODY, PlannedStep.Kind.REST);
    }
}
