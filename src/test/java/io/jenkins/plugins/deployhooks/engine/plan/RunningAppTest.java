package io.jenkins.plugins.deployhooks.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.TestRepository;
import io.jenkins.plugins.deployhooks.engine.definition.source.Arguments;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Lifecycle;
import io.jenkins.plugins.deployhooks.engine.lifecycle.LifecycleState;
import io.jenkins.plugins.deployhooks.engine.lifecycle.Transition;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Note;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planned around the hooks of an app that runs: its directory, its instances, its requests. */
class RunningAppTest {
    private static final String HOOKS = "hooks: {build: b, deploy: d, post_deploy: p}";

    @TempDir
    Path root;

    private TestRepository repository;

    @BeforeEach
    void repository() {
        repository = new TestRepository(root);
    }

    private Plan plan(String... lines) {
        List<String> all = new ArrayList<>(List.of("profile: platform-sh", HOOKS));
        all.addAll(List.of(lines));
        Loaded loaded = repository.definition(all.toArray(String[]::new)).load();
        assertThat(loaded.errors()).isEmpty();
        return Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE);
    }

    private static List<String> ids(Plan plan) {
        return plan.steps().stream().map(PlannedStep::id).toList();
    }

    /** What runs where each step that is in {@code ends} ends so, and the others well. */
    private static List<String> run(Plan plan, Map<String, End> ends) {
        return run(plan, ends, false);
    }

    /** @param overtaken whether another deployment comes between the phases */
    private static List<String> run(Plan plan, Map<String, End> ends, boolean overtaken) {
        Lifecycle lifecycle = new Lifecycle(plan);
        List<String> ran = new ArrayList<>();
        LifecycleState state = LifecycleState.INITIAL;
        for (Phase phase : Phase.values()) {
            if (Lifecycle.isFinished(state)) {
                return ran;
            }
            if (overtaken && phase == Phase.RUN) {
                state = lifecycle.apply(state, new Signal.Overtaken()).state();
            }
            Transition transition = lifecycle.apply(state, new Signal.PhaseEntered(phase));
            while (transition.command() instanceof Command.Run step) {
                ran.add(step.stepId());
                End end = ends.getOrDefault(step.stepId(), End.OK);
                transition = lifecycle.apply(transition.state(), new Signal.Ended(step.stepId(), end, "so"));
            }
            state = transition.state();
        }
        return ran;
    }

    @Test
    @Requirement("S36")
    void mountsAreTakenAwayBeforeTheBuildAndPutBackBeforeAnythingRuns() {
        assertThat(ids(plan("mounts: [uploads]")))
                .containsSubsequence("unmount", "restore", "build", "save", "mount", "run", "deploy");
        assertThat(ids(plan())).doesNotContain("mount", "unmount");
        assertThat(run(plan("mounts: uploads"), Map.of("mount", End.FAILED)))
                .as("an app without its data does not start")
                .doesNotContain("run");
        assertThat(run(plan("mounts: uploads"), Map.of("unmount", End.FAILED))).contains("build", "run");
    }

    @Test
    @Requirement("S54")
    void theAppIsLookedAtAroundTheHooksThatMayNotChangeIt() {
        assertThat(ids(plan())).doesNotContain("freeze-deploy");
        Plan warns = plan("frozen: warn");
        assertThat(ids(warns))
                .containsSubsequence(
                        "freeze-deploy",
                        "deploy",
                        "frozen-deploy",
                        "freeze-post_deploy",
                        "post_deploy",
                        "frozen-post_deploy");
        assertThat(run(warns, Map.of("frozen-deploy", End.FAILED))).contains("post_deploy");
        assertThat(run(plan("frozen: fail"), Map.of("frozen-deploy", End.FAILED)))
                .doesNotContain("post_deploy");
        assertThat(run(warns, Map.of("freeze-post_deploy", End.ABORTED)))
                .as("no hook of the answer has begun yet (S25)")
                .contains("post_deploy");
    }

    /** It was left out with them, since nothing that they ask for has changed; another deployment has changed it since. */
    @Test
    @Requirement({"J", "S54", "S57"})
    void whatIsAroundHooksThatRunAfterAllIsDoneToo() {
        for (String hold : List.of("./hold", "{run: ./hold, when: {changedPaths: ['db/**']}}")) {
            whatIsAroundHooksThatRunAfterAllIsDoneToo(hold);
        }
    }

    private void whatIsAroundHooksThatRunAfterAllIsDoneToo(String hold) {
        Loaded loaded = repository
                .definition(
                        "profile: platform-sh",
                        "hooks: {deploy: [{name: d, run: d, when: {changedPaths: ['db/**']}}]}",
                        "traffic: {hold: " + hold + ", open: ./open}",
                        "frozen: warn")
                .load();
        assertThat(loaded.errors()).isEmpty();
        Facts.Source source = new Facts.Source("main", "0123abc", List.of("readme"));
        Plan plan = Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE.with(source));
        String[] around = {"traffic/hold", "freeze-deploy", "deploy/d", "frozen-deploy", "traffic/open"};
        assertThat(run(plan, Map.of())).contains("run").doesNotContain(around);
        assertThat(run(plan, Map.of(), true)).containsSubsequence(around).doesNotContain("traffic/open-after-failure");
        assertThat(run(plan, Map.of("deploy/d", End.ABORTED), true)).endsWith("traffic/open-after-failure");
    }

    @Test
    @Requirement("S57")
    void requestsThatStayHeldAreAFailureWhateverElseIsForgiven() {
        Plan plan = plan("traffic: {hold: ./hold, open: ./open}", "defaults: {onFailure: warn}");
        assertThat(run(plan, Map.of("traffic/open", End.FAILED))).endsWith("traffic/open-after-failure");
    }

    @Test
    @Requirement("S40")
    void aWorkerIsBuiltAndRunWithoutTheHooksOfWeb() {
        repository.arguments(Arguments.named("option --").instance("worker"));
        Plan plan = plan("frozen: warn");
        assertThat(run(plan, Map.of())).containsExactly("build", "build/build", "run");
        assertThat(plan.step("deploy").choice().decision().reason())
                .isEqualTo("instance is worker, and deploy is of web alone");
        repository.arguments(Arguments.named("option --").instance("web"));
        assertThat(run(plan(), Map.of())).contains("deploy", "post_deploy");
    }

    @Test
    @Requirement("S57")
    void requestsAreHeldWhileDeployRuns() {
        Plan plan = plan("traffic: {hold: ./hold, open: ./open, holdLimit: 1m}");
        assertThat(run(plan, Map.of()))
                .containsSubsequence("run", "traffic/hold", "deploy", "traffic/open", "post_deploy")
                .doesNotContain("traffic/open-after-failure");
    }

    @Test
    @Requirement("S57")
    void requestsAreLetThroughWhereverItFailsThatTheyAreHeld() {
        String[] traffic = {"traffic: {hold: ./hold, open: ./open}", "defaults: {onFailure: fail}"};
        Plan plan = plan(traffic);
        for (String failing : List.of("traffic/hold", "deploy", "traffic/open")) {
            assertThat(run(plan, Map.of(failing, End.FAILED))).as(failing).endsWith("traffic/open-after-failure");
            assertThat(run(plan, Map.of(failing, End.LOST))).as(failing).endsWith("traffic/open-after-failure");
            assertThat(run(plan, Map.of(failing, End.ABORTED))).as(failing).endsWith("traffic/open-after-failure");
        }
        for (String failing : List.of("build", "run")) {
            assertThat(run(plan, Map.of(failing, End.FAILED))).as(failing).doesNotContain("traffic/open-after-failure");
        }
    }

    @Test
    @Requirement("S57")
    void whereNoHookRunsNothingIsHeld() {
        assertThat(run(plan("traffic: {hold: ./hold, open: ./open}", "skip: deploy"), Map.of()))
                .doesNotContain("traffic/hold", "traffic/open");
        Loaded loaded = repository
                .definition("hooks: {preRun: x}", "traffic: {hold: ./hold, open: ./open}")
                .load();
        assertThat(Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE)
                        .warnings())
                .containsExactly("traffic: no requests are held, since there are no hooks during which none may come"
                        + " (S57)");
    }

    @Test
    @Requirement("S41")
    void onPlatformShHooksWorkWhereTheAppLives() {
        Plan plan = plan("folder: client");
        assertThat(plan.step("deploy").hook().hook().surroundings().dir()).isEqualTo("client");
        Loaded loaded =
                repository.definition("hooks: {preRun: x}", "folder: client").load();
        assertThat(Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE)
                        .step("preRun")
                        .hook()
                        .hook()
                        .surroundings()
                        .dir())
                .as("elsewhere at the root")
                .isNull();
    }

    @Test
    @Requirement({"S42", "S44"})
    void directoriesThatArePromisedAreMadeWhereEachPhaseIs() {
        Definitions app = new Definitions().profile("platform-sh").hook("deploy", "a");
        assertThat(ids(app.plan())).doesNotContain("directories", "directories-run");
        assertThat(ids(app.apart().plan()))
                .startsWith("directories", "restore")
                .containsSubsequence("bring", "directories-run", "run");
        assertThat(ids(new Definitions().apart().plan())).doesNotContain("directories", "directories-run");
        assertThat(ids(new Definitions()
                        .profile("platform-sh")
                        .hook("deploy", "a")
                        .rest()
                        .plan()))
                .as("both phases are in one workspace")
                .startsWith("directories", "restore")
                .doesNotContain("directories-run");
    }

    @Test
    @Requirement({"S47", "S54"})
    void theAppIsLookedAtWhereverHooksTurnOutToRun() {
        Loaded loaded = repository
                .definition("profile: platform-sh", HOOKS, "frozen: warn")
                .load();
        Facts.Archive unchanged = new Facts.Archive(Facts.Archive.State.UNCHANGED, "unchanged", "d-0");
        PlannedStep.Choice choice = Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE.with(unchanged))
                .step("freeze-deploy")
                .choice();
        assertThat(choice)
                .isEqualTo(new PlannedStep.Choice(Decision.skip("no hook of deploy runs"), Decision.RUN, Decision.RUN));
        Facts.Archive hit = new Facts.Archive(Facts.Archive.State.HIT, "hit", "k");
        assertThat(Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE.with(hit))
                        .step("freeze-deploy")
                        .choice())
                .as("other deployments make no difference")
                .isEqualTo(new PlannedStep.Choice(Decision.RUN, Decision.RUN));
    }

    @Test
    @Requirement("S57")
    void onlyThatRequestsAreHeldMayBeForgiven() {
        Plan plan = plan("traffic: {hold: ./hold, open: ./open}", "defaults: {onFailure: ignore}");
        Map<String, FailurePolicy> policies = Map.of(
                "traffic/hold", FailurePolicy.IGNORE,
                "traffic/open", FailurePolicy.FAIL,
                "traffic/open-after-failure", FailurePolicy.WARN);
        policies.forEach((id, policy) ->
                assertThat(plan.step(id).hook().settings().onFailure()).as(id).isEqualTo(policy));
        assertThat(plan.step("traffic/hold").hook().origins().get("hook")).hasToString("deploy-hooks.yml:4:17");
        assertThat(plan.step("traffic/open").hook().origins().get("hook")).hasToString("deploy-hooks.yml:4:31");
    }

    @Test
    @Requirement("S57")
    void whoSkipsTheTrafficHoldsNothing() {
        Plan plan = plan("traffic: {hold: ./hold, open: ./open}", "skip: traffic");
        assertThat(plan.step("traffic/hold").choice().decision()).isEqualTo(Decision.skip("skip names traffic"));
        assertThat(run(plan, Map.of())).contains("deploy").doesNotContain("traffic/hold", "traffic/open");
    }

    @Test
    @Requirement("S54")
    void afterTheStartAChangedAppMakesADeploymentUnstableAtMost() {
        Plan strict = plan("frozen: fail");
        assertThat(outcome(strict, "frozen-post_deploy", End.FAILED)).isEqualTo(Outcome.UNSTABLE);
        assertThat(outcome(strict, "frozen-post_deploy", End.LOST)).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome(strict, "frozen-deploy", End.LOST)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(plan("mounts: uploads"), "unmount", End.LOST)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(plan("mounts: uploads"), "unmount", End.FAILED)).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome(plan("frozen: warn"), "freeze-post_deploy", End.LOST))
                .isEqualTo(Outcome.SUCCESS);
    }

    private static Outcome outcome(Plan plan, String failing, End end) {
        Lifecycle lifecycle = new Lifecycle(plan);
        Transition transition = lifecycle.apply(LifecycleState.INITIAL, new Signal.PhaseEntered(Phase.BUILD));
        while (!(transition.command() instanceof Command.Finish)) {
            Signal next = transition.command() instanceof Command.Run step
                    ? new Signal.Ended(step.stepId(), step.stepId().equals(failing) ? end : End.OK, "so")
                    : new Signal.PhaseEntered(Phase.RUN);
            transition = lifecycle.apply(transition.state(), next);
        }
        return ((Command.Finish) transition.command()).outcome();
    }

    @Test
    @Requirement("S57")
    void aFailureBetweenThePhasesLetsNoRequestsThrough() {
        Plan plan = plan("traffic: {hold: ./hold, open: ./open}");
        Lifecycle lifecycle = new Lifecycle(plan);
        Transition transition =
                lifecycle.apply(LifecycleState.INITIAL, new Signal.Closed(End.FAILED, "nothing was checked out"));
        assertThat(transition.command()).isEqualTo(new Command.Finish(Outcome.FAILED));
        assertThat(transition.notes())
                .contains(new Note(Note.Kind.SKIPPED, "traffic/open-after-failure", "no requests are held"));
    }
}
