package io.jenkins.plugins.deployhooks.engine.deployment.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
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
    private static String saved(String name) throws IOException {
        try (InputStream in = SavedPlanTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static DeploymentCourse course(String plan, String progress) throws IOException {
        About about = new About(
                "d-1",
                Path.of("/repository"),
                Path.of("/nowhere/logs"),
                new About.Surroundings("agent-7", Map.of(), Facts.NONE.source(), About.Kept.NOTHING));
        return new DeploymentCourse(
                SavedJson.readPlan(plan), SavedJson.readProgress(progress), about, DeploymentListener.NONE);
    }

    /** Saved between the phases, before there was a step that brings what was built. */
    @Test
    void aDeploymentOfTheFirstVersionGoesOn() throws Exception {
        DeploymentCourse course = course(saved("plan-1.json"), saved("progress-1.json"));
        assertThat(course.current()).isInstanceOf(Command.AwaitPhase.class);
        List<String> ran = new ArrayList<>();
        Command command = course.begin(Phase.RUN);
        while (command instanceof Command.Run run) {
            PlannedStep step = course.plan().step(run.stepId());
            ran.add(step.id());
            course.started(step, run.attempt());
            command = step.kind() == PlannedStep.Kind.BODY
                    ? course.bodyEnded(End.OK, "")
                    : course.ended(step, run.attempt(), HookEnd.of(HookEnd.State.OK, ""));
        }
        assertThat(command).isEqualTo(new Command.Finish(Outcome.SUCCESS));
        assertThat(ran).containsExactly("preRun", "run", "readiness", "cleanup");
        assertThat(course.report().result().outcome()).isEqualTo("success");
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
