package io.jenkins.plugins.deployhooks.ui.view;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.plan.DeploymentKind;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.place.StepPlaces;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pages show of a deployment, and what they do not say twice. */
@Requirement("J")
class DeploymentViewTest {
    private static final String NO_ARCHIVES = "no archives: cache is false";

    @TempDir
    private Path dir;

    private static StepReport step(int order, String id, String reason, @CheckForNull String policy) {
        StepReport.State state = reason.isEmpty() ? StepReport.State.SUCCEEDED : StepReport.State.SKIPPED;
        List<String> none = List.of();
        return new StepReport(id, order, state, reason, policy, null, 0, List.of(), null, none, none, none, 0);
    }

    private DeploymentView view(String reason) {
        return view(reason, null);
    }

    private DeploymentView view(String reason, @CheckForNull String reused) {
        return view(reason, reused, "deploy");
    }

    private DeploymentView view(String reason, @CheckForNull String reused, String kind) {
        List<StepReport> tasks = List.of(
                step(0, "restore", NO_ARCHIVES, null),
                step(2, "build", "", null),
                step(3, "save", "not reached: preBuild/a failed", null),
                step(4, "bring", NO_ARCHIVES, null),
                step(5, "run", NO_ARCHIVES, null));
        List<StepReport> hooks = List.of(step(1, "preBuild/a", NO_ARCHIVES, "fail"));
        Report report = new Report(
                Report.SCHEMA_VERSION,
                new Report.Deployment("d", null, "main", "native", kind, null, null),
                new Report.Result("success", null, "", Instant.EPOCH, 1),
                List.of(new Report.EventReport("preBuild", StepReport.State.SKIPPED, hooks)),
                tasks,
                new Report.Cache(reused != null, reason, null, reused, null, null, null),
                List.of());
        return new DeploymentView(new Source(null, "d", report, StepPlaces.in(dir)));
    }

    private static List<String> ids(List<StepView> steps) {
        return steps.stream().map(StepView::getId).toList();
    }

    @Test
    void aReasonThatIsGivenForTheCacheIsNotSaidAgainForWhatItKeeps() {
        assertThat(ids(view(NO_ARCHIVES).getRows())).containsExactly("preBuild/a", "build", "save", "run");
        assertThat(ids(view(NO_ARCHIVES).getSteps()))
                .as("the interface for programs has them all")
                .containsExactly("restore", "preBuild/a", "build", "save", "bring", "run");
    }

    @Test
    void withAnotherReasonEveryStepIsShown() {
        assertThat(view("miss: no archive yet").getRows()).hasSize(6);
        assertThat(view("").getRows()).hasSize(6);
    }

    @Test
    void whereItsResultsComeFromIsNotSaidTwice() {
        assertThat(view("unchanged since deployment d-1", "d-1").getReused()).isNull();
        assertThat(view("the archive is of the same sources", "5f1d").getReused())
                .isEqualTo("5f1d");
        assertThat(view("miss: no archive yet").getReused()).isNull();
    }

    /** A later version may know more kinds. */
    @Test
    void aKindIsSaidInWords() {
        for (DeploymentKind kind : DeploymentKind.values()) {
            assertThat(view("", null, kind.id()).getKindWord()).isNotEqualTo(kind.id());
        }
        assertThat(view("", null, "from-cache").getKindWord()).isEqualTo("from cache");
        assertThat(view("", null, "dress-rehearsal").getKindWord()).isEqualTo("dress-rehearsal");
    }
}
