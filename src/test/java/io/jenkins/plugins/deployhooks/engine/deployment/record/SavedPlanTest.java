package io.jenkins.plugins.deployhooks.engine.deployment.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentCourse;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.engine.plan.Definitions;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deployments that were saved go on, whichever version saved them. */
@Requirement("S56")
class SavedPlanTest {
    private static final About ABOUT = new About(
            "d-1",
            Path.of("/repository"),
            Path.of("/nowhere/logs"),
            new About.Surroundings("agent-7", Map.of(), Facts.NONE.source(), About.Kept.NOTHING));

    private static String saved(String name) throws IOException {
        try (InputStream in = SavedPlanTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static DeploymentCourse course(String plan, String progress) throws IOException {
        return new DeploymentCourse(
                SavedJson.readPlan(plan), SavedJson.readProgress(progress), ABOUT, DeploymentListener.NONE);
    }

    /** Carries out what follows, and tells what that was. */
    private static List<String> finish(DeploymentCourse course, Command first) {
        List<String> ran = new ArrayList<>();
        Command command = first;
        while (command instanceof Command.Run run) {
            PlannedStep step = course.plan().step(run.stepId());
            ran.add(step.id());
            course.started(step, run.attempt());
            command = step.kind() == PlannedStep.Kind.BODY
                    ? course.bodyEnded(End.OK, "")
                    : course.ended(step, run.attempt(), HookEnd.of(HookEnd.State.OK, ""));
        }
        return ran;
    }

    /** Saved between the phases, before there was a step that brings what was built. */
    @Test
    void aDeploymentOfTheFirstVersionGoesOn() throws Exception {
        DeploymentCourse course = course(saved("plan-1.json"), saved("progress-1.json"));
        assertThat(course.current()).isInstanceOf(Command.AwaitPhase.class);
        List<String> ran = finish(course, course.begin(Phase.RUN));
        assertThat(course.current()).isEqualTo(new Command.Finish(Outcome.SUCCESS));
        assertThat(ran).containsExactly("preRun", "run", "readiness", "cleanup");
        assertThat(course.report().result().outcome()).isEqualTo("success");
    }

    /** A crash after that: whoever closes the deployment again finds all that it asks for. */
    @Test
    @Requirement("S8")
    void ofADeploymentThatIsOverTheCommandsGoAndTheReportStays() throws Exception {
        Script script = new Script(Script.Kind.COMMAND, "curl -H s3cr3t", "s3cr3t.sh");
        Definitions definitions = Definitions.oneHookEach()
                .change(
                        "preRun",
                        hook -> new Hook(
                                hook.name(),
                                script,
                                hook.settings(),
                                new Hook.Surroundings(Map.of("TOKEN", "s3cr3t"), "s3cr3t", When.ALWAYS, true)));
        SavedPlan plan = SavedPlan.of(definitions.definition(), definitions.plan());
        assertThat(SavedJson.write(plan)).contains("s3cr3t");
        DeploymentCourse course = course(
                SavedJson.write(plan),
                SavedJson.write(new DeploymentCourse(
                                definitions.definition(), definitions.plan(), ABOUT, DeploymentListener.NONE)
                        .progress()));
        finish(course, course.begin(Phase.BUILD));
        finish(course, course.begin(Phase.RUN));
        String progress = SavedJson.write(course.progress());

        String left = SavedJson.write(plan.ended());

        assertThat(left).doesNotContain("s3cr3t");
        assertThat(SavedJson.readPlan(left).ended()).isEqualTo(plan.ended());
        DeploymentCourse again = course(left, progress);
        assertThat(again.current()).isEqualTo(course.current()).isEqualTo(new Command.Finish(Outcome.SUCCESS));
        assertThat(again.report()).isEqualTo(course.report());
        assertThat(again.definition().target()).isEqualTo(course.definition().target());
    }

    @Test
    void aPlanThatBringsWhatWasBuiltIsReadAsItWasWritten() throws Exception {
        Definitions definitions = Definitions.oneHookEach().apart().archive(Facts.Archive.State.MISS);
        Plan plan = definitions.plan();
        SavedPlan read = SavedJson.readPlan(SavedJson.write(SavedPlan.of(definitions.definition(), plan)));
        assertThat(read.plan().steps()).isEqualTo(plan.steps());
        assertThat(read.plan().step("bring").kind()).isEqualTo(PlannedStep.Kind.BRING);
    }
}
