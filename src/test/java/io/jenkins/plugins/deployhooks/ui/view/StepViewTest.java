package io.jenkins.plugins.deployhooks.ui.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.TestRepository;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan calls its steps and a report their states is said in words. */
@Requirement("J")
class StepViewTest {
    @TempDir
    private Path root;

    @Test
    void whateverADeploymentDoesIsSaidInWords() {
        Loaded loaded = new TestRepository(root)
                .definition(
                        "profile: platform-sh",
                        "hooks: {build: b, deploy: d, post_deploy: p}",
                        "mounts: [uploads]",
                        "frozen: warn",
                        "readiness: {urls: [http://127.0.0.1:1/]}")
                .load();
        assertThat(loaded.errors()).isEmpty();
        List<String> ids =
                Planner.plan(
                                loaded.definition(),
                                loaded.profile(),
                                Facts.NONE.apart().withRest())
                        .steps()
                        .stream()
                        .filter(step -> step.hook() == null)
                        .map(PlannedStep::id)
                        .toList();
        assertThat(ids)
                .contains("directories", "directories-run", "unmount", "mount", "restore", "save", "bring", "rest")
                .contains("build", "run", "readiness")
                .anyMatch(id -> id.startsWith("freeze-"))
                .anyMatch(id -> id.startsWith("frozen-"))
                .allSatisfy(id -> assertThat(StepView.task(id)).contains(" ").isNotEqualTo(id));
        assertThat(StepView.task("invented")).isEqualTo("invented");
    }

    @Test
    void everyStateHasALookAndAWord() {
        for (StepReport.State state : StepReport.State.values()) {
            assertThat(Look.of(state).getWord()).as("%s", state).isNotEmpty().isNotEqualTo(state.name());
            assertThat(Look.of(state).getIcon()).startsWith("symbol-");
        }
        assertThat(Look.of(StepReport.State.FAILED).getTone()).isEqualTo("bad");
        for (String outcome : List.of("success", "unstable", "failed", "aborted", "running")) {
            assertThat(Look.ofOutcome(outcome).getWord()).isNotEqualTo(outcome);
        }
    }

    @Test
    void whatALaterVersionSaysIsNeitherGoodNorBad() {
        Look look = Look.ofOutcome("postponed");
        assertThat(look.getWord()).isEqualTo("postponed");
        assertThat(look.getTone()).isEqualTo("quiet");
        assertThat(look.getIcon()).isEqualTo("symbol-help-circle");
        assertThat(Look.of(StepReport.State.UNKNOWN).getTone()).isEqualTo("quiet");
    }
}
