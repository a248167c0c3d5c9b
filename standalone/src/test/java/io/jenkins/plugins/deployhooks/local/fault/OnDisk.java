package io.jenkins.plugins.deployhooks.local.fault;

import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The promises, looked for in what a deployment has left: its trail, its report, its logs and the archives. */
final class OnDisk {
    private static final List<String> ORDER = List.of(
            "preBuild",
            "build",
            "postBuild",
            "preRun",
            "deploy",
            "post_deploy",
            "runSucceeded",
            "runFailed",
            "cleanup");
    private static final Set<String> SETTLED = Set.of("runSucceeded", "runFailed", "post_deploy", "cleanup");

    private final Town town;
    private final String id;
    private final FaultyDeployment.Ended ended;
    private final List<String> broken = new ArrayList<>();

    OnDisk(Town town, String id, FaultyDeployment.Ended ended) {
        this.town = town;
        this.id = id;
        this.ended = ended;
    }

    /** Which promises are broken. */
    List<String> broken() throws IOException, InterruptedException {
        List<String> trail = trail();
        repeatedOrOutOfOrder(trail);
        if (ended.died() || !ended.reported()) {
            nothingHalf();
            return broken;
        }
        Report report =
                ReportJson.read(Files.readString(town.logs(id).resolve("deploy-hooks.json"), StandardCharsets.UTF_8));
        told(trail, report);
        answered(report);
        outcome(report);
        archived(report);
        logs(report);
        nothingHalf();
        return broken;
    }

    private void check(boolean holds, String promise) {
        if (!holds) {
            broken.add(promise);
        }
    }

    private List<String> trail() throws IOException {
        if (!Files.exists(town.trail)) {
            return List.of();
        }
        return Files.readAllLines(town.trail).stream()
                .filter(line -> line.startsWith(id + " "))
                .map(line -> line.substring(id.length() + 1))
                .toList();
    }

    private void repeatedOrOutOfOrder(List<String> trail) {
        check(!trail.contains("WRONG 1"), "what runs was built of these sources");
        check(new HashSet<>(trail).size() == trail.size(), "no attempt of a hook runs twice");
        int furthest = 0;
        for (String line : trail) {
            int place = ORDER.indexOf(line.split("/")[0]);
            check(place < 0 || place >= furthest, "hooks run in the order of their events");
            furthest = Math.max(furthest, place);
        }
        boolean succeeded = trail.stream().anyMatch(line -> line.startsWith("runSucceeded/"));
        boolean failed = trail.stream().anyMatch(line -> line.startsWith("runFailed/"));
        check(!(succeeded && failed), "never both runSucceeded and runFailed");
        check(!ended.halted() || trail.isEmpty(), "nothing runs of what is deployed already");
    }

    private static Stream<StepReport> steps(Report report) {
        return Stream.concat(
                report.tasks().stream(), report.events().stream().flatMap(event -> event.hooks().stream()));
    }

    /** The report tells what has happened, and nothing else. */
    private void told(List<String> trail, Report report) {
        Set<String> started = new HashSet<>();
        steps(report).forEach(step -> {
            check(
                    step.state() != StepReport.State.RUNNING && step.state() != StepReport.State.PENDING,
                    "nothing runs any more when it is over");
            check(
                    (step.state() == StepReport.State.SKIPPED) == (step.startedAt() == null),
                    "a step has run or is skipped");
            if (step.startedAt() != null) {
                started.add(step.id());
            }
        });
        check(
                trail.stream()
                        .map(line -> line.substring(0, line.lastIndexOf(' ')))
                        .filter(step -> !step.equals("WRONG"))
                        .allMatch(started::contains),
                "what has run is in the report");
    }

    private boolean began(Report report, String event) {
        return report.events().stream()
                .filter(each -> each.event().equals(event))
                .flatMap(each -> each.hooks().stream())
                .anyMatch(hook -> hook.startedAt() != null);
    }

    /** Exactly one of the two, then cleanup. */
    private void answered(Report report) {
        boolean platform = town.shop.profile().equals("platform-sh");
        if (ended.halted() || platform) {
            return;
        }
        boolean succeeded = began(report, "runSucceeded");
        boolean failed = began(report, "runFailed");
        boolean narrowed = town.shop.narrowed();
        check(narrowed ? !(succeeded && failed) : succeeded ^ failed, "exactly one of runSucceeded and runFailed");
        boolean well = Set.of("success", "unstable").contains(report.result().outcome());
        boolean late = report.result().outcome().equals("aborted") && ended.aborts() > 0;
        check(!succeeded || well || late, "runSucceeded means success, unless it was aborted itself");
        check(!failed || !well, "runFailed means failure or abort");
        if (town.shop.profile().equals("native") && ended.aborts() < 2) {
            check(began(report, "cleanup"), "cleanup runs");
        }
    }

    /** Success hides nothing, failure has a reason. */
    private void outcome(Report report) {
        String outcome = report.result().outcome();
        check(Set.of("success", "unstable", "failed", "aborted").contains(outcome), "an outcome");
        boolean fatal = report.events().stream()
                .filter(event -> !SETTLED.contains(event.event()))
                .flatMap(event -> event.hooks().stream())
                .anyMatch(hook -> isBad(hook) && "fail".equals(hook.policy()));
        fatal |= report.tasks().stream()
                .anyMatch(task -> Set.of("build", "run", "readiness").contains(task.id()) && isBad(task));
        boolean well = Set.of("success", "unstable").contains(outcome);
        check(!(well && fatal), "a failure is never hidden");
        check(well || ended.halted() || !report.result().reason().isEmpty(), "a failure has a reason");
        check(!outcome.equals("aborted") || ended.aborts() > 0, "aborted only if somebody aborted");
    }

    private static boolean isBad(StepReport step) {
        return step.state().compareTo(StepReport.State.FAILED) >= 0;
    }

    /** No archive after a failed postBuild; and those there are can be read. */
    private void archived(Report report) throws IOException, InterruptedException {
        boolean made = report.tasks().stream()
                .anyMatch(task -> task.id().equals("save") && task.state() == StepReport.State.SUCCEEDED);
        boolean checked = report.events().stream()
                .filter(event -> event.event().equals("postBuild"))
                .flatMap(event -> event.hooks().stream())
                .noneMatch(OnDisk::isBad);
        List<Entry> own = town.store().list().stream()
                .filter(entry -> entry.creator().equals(id))
                .toList();
        check(own.isEmpty() || made, "an archive only where the report says so");
        check(own.isEmpty() || checked, "no archive after a failed postBuild");
    }

    private void logs(Report report) {
        steps(report).filter(step -> step.log() != null).forEach(step -> {
            Path log = town.logs(id).resolve(step.log());
            try {
                check(
                        Files.readString(log)
                                .matches("(?s)\\[\\d{4}-\\d\\d-\\d\\d .*\\] Launching command '.*'\\.\n\n.*"),
                        "a log begins with its time and command");
            } catch (IOException e) {
                check(false, "a log that the report names is there");
            }
        });
    }

    /** Neither half files nor directories of its own stay. */
    private void nothingHalf() throws IOException {
        check(Trees.children(town.cache().resolve("temporary/deployments")).isEmpty(), "no TMPDIR stays");
        check(Trees.children(town.cache().resolve("archives/staging")).isEmpty(), "no half archive stays");
        check(
                Trees.children(town.logs(id)).stream()
                        .noneMatch(file -> file.toString().endsWith(".tmp")),
                "no half report stays");
        check(
                Trees.children(town.directory).size() <= 4
                        && Trees.children(town.root).stream()
                                .map(file -> file.getFileName().toString())
                                .allMatch(Set.of("src", "dist", "var", "deploy-hooks.yml")::contains),
                "no half restore stays");
    }
}
