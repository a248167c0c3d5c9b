package io.jenkins.plugins.deployhooks.bench;

import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A deployment by chance, whose hooks leave a trail, and what must be true of what it has left. */
final class KilledDeployment {
    private static final List<String> EVENTS =
            List.of("preBuild", "postBuild", "preRun", "runSucceeded", "runFailed", "cleanup");

    private final Path place;
    private final String agent;
    private final StringBuilder definition = new StringBuilder("version: 1\\nhooks:\\n");
    private final String bodies;
    private String result = "";
    private boolean givenUp;

    KilledDeployment(Path place, String agent, Random random) {
        this.place = place;
        this.agent = agent;
        for (String event : EVENTS) {
            definition.append("  ").append(event).append(":\\n");
            for (int i = 0; i <= random.nextInt(2); i++) {
                int exit = random.nextInt(12) == 0 ? 7 : 0;
                definition
                        .append("    - {name: h")
                        .append(i)
                        .append(", timeout: 5m, run: \\'echo \"")
                        .append(event)
                        .append("/h")
                        .append(i)
                        .append(" $DEPLOY_ATTEMPT\" >> ")
                        .append(place.resolve("trail"))
                        .append("; sleep 1.")
                        .append(random.nextInt(10))
                        .append("; exit ")
                        .append(exit)
                        .append("\\'}\\n");
            }
        }
        this.bodies = "deployHooks(\"build\") { sleep 1 }; deployHooks(\"run\") { sleep 1 }";
    }

    String name() {
        return place.getFileName().toString();
    }

    /** Its Pipeline; each is an app of its own on the agent. */
    String script() {
        return "node('" + agent + "') { writeFile file: 'deploy-hooks.yml', text: '" + definition
                + "'; withDeployLifecycle(app: '" + name() + "') { " + bodies + " } }";
    }

    /** Whether a hook has run. */
    boolean hasBegun() {
        return Files.exists(place.resolve("trail"));
    }

    /** Which promises are broken by what lies on the disk: the trail and the directory of the build, which ended as {@code ended}. */
    List<String> broken(Path build, String ended) throws IOException {
        result = ended;
        List<String> broken = new ArrayList<>();
        List<String> trail = hasBegun() ? Files.readAllLines(place.resolve("trail")) : List.of();
        if (new HashSet<>(trail).size() != trail.size()) {
            broken.add("a hook has run twice: " + trail);
        }
        List<Integer> order =
                trail.stream().map(line -> EVENTS.indexOf(line.split("/")[0])).toList();
        if (!order.stream().sorted().toList().equals(order)) {
            broken.add("out of order: " + trail);
        }
        givenUp = Files.readString(build.resolve("log")).contains("assuming it is not coming back");
        if (ran(trail, "runSucceeded") == ran(trail, "runFailed")) {
            broken.add("not exactly one of runSucceeded and runFailed: " + trail);
        }
        if (!ran(trail, "cleanup")) {
            broken.add("no cleanup: " + trail);
        }
        reported(build, trail, broken);
        try {
            // What has told its end may still be ending itself.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> running().isEmpty());
        } catch (ConditionTimeoutException e) {
            broken.add("still running: " + running());
        }
        return broken;
    }

    private void reported(Path build, List<String> trail, List<String> broken) throws IOException {
        Path file = build.resolve("deploy-hooks.json");
        if (!Files.exists(file)) {
            broken.add("no report");
            return;
        }
        Report report = ReportJson.read(Files.readString(file, StandardCharsets.UTF_8));
        String outcome = report.result().outcome();
        // The build of an agent that was given up when all had gone well is aborted by Jenkins all the same.
        boolean agrees =
                outcome.equals("success") == result.toLowerCase(Locale.ROOT).equals("success")
                        || givenUp && result.equals("ABORTED");
        if (!Set.of("success", "failed").contains(outcome) || !agrees) {
            broken.add("the report says " + outcome + ", the build " + result);
        }
        Set<String> started = new HashSet<>();
        report.events().stream()
                .flatMap(event -> event.hooks().stream())
                .filter(hook -> hook.startedAt() != null)
                .map(StepReport::id)
                .forEach(started::add);
        for (String line : trail) {
            if (!started.contains(line.split(" ")[0])) {
                broken.add("not in the report: " + line);
            }
        }
        // Jenkins writes what is its own in other places at this very moment.
        try (Stream<Path> files = Files.walk(build.resolve("deploy-hooks"))) {
            files.filter(left -> left.toString().endsWith(".tmp")).forEach(left -> broken.add("half a file: " + left));
        }
    }

    private static boolean ran(List<String> trail, String event) {
        return trail.stream().anyMatch(line -> line.startsWith(event + "/"));
    }

    /** Programs of its hooks that still run. */
    private List<String> running() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                try {
                    String line = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
                    if (line.contains("JOB_NAME=" + name() + "\0")) {
                        found.add(process.getFileName() + " " + Files.readString(process.resolve("cmdline")));
                    }
                } catch (IOException e) {
                    // No process, or one that has ended.
                    continue;
                }
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return name() + " | " + agent + " | " + result + (givenUp ? ", its agent was given up by Jenkins" : "");
    }
}
