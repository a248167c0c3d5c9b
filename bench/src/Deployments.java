import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.load.DefinitionLoader;
import io.jenkins.plugins.deployhooks.engine.definition.load.Loaded;
import io.jenkins.plugins.deployhooks.engine.definition.load.Request;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.deployment.Deployment;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.deployment.Ports;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Command;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.End;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.engine.plan.Planner;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRunner;
import io.jenkins.plugins.deployhooks.engine.report.Report;
import io.jenkins.plugins.deployhooks.engine.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Whole deployments of n trivial hooks: from the text of the definition to the report on the disk. */
final class Deployments {
    private final Path directory;
    private final HookRunner runner;

    /** Deployments in {@code directory} whose hooks {@code runner} runs. */
    Deployments(Path directory, HookRunner runner) {
        this.directory = directory;
        this.runner = runner;
    }

    /** A runner that returns at once: what is left is the engine alone. */
    static HookRunner nothing() {
        HookEnd end = new HookEnd(HookEnd.State.OK, new HookEnd.Exit(0, null), "", Duration.ZERO, HookEnd.Output.NONE);
        return (run, stop) -> end;
    }

    void run(int n) throws IOException {
        StringBuilder text = new StringBuilder("version: 1\nhooks:\n  preRun:\n");
        for (int i = 0; i < n; i++) {
            text.append("    - {name: hook-").append(i).append(", run: 'true', timeout: 5m}\n");
        }
        Files.writeString(directory.resolve("deploy-hooks.yml"), text);
        Map<String, String> env = System.getenv();
        Loaded loaded = DefinitionLoader.load(Request.of(directory, env));
        if (!loaded.isValid()) {
            throw new IllegalStateException(loaded.problems().toString());
        }
        Path logs = Files.createDirectory(directory.resolve("logs"));
        About about = new About(
                "bench",
                directory,
                logs,
                new About.Surroundings("bench", env, Facts.NONE.source(), About.Kept.NOTHING));
        Ports ports = new Ports(runner, Archives.NONE, (readiness, stop) -> null, new DeploymentListener() {});
        Deployment deployment = new Deployment(
                loaded.definition(), Planner.plan(loaded.definition(), loaded.profile(), Facts.NONE), about, ports);
        for (Phase phase : Phase.values()) {
            Command command = deployment.enter(phase);
            while (command instanceof Command.Run) {
                command = deployment.bodyEnded(End.OK, "");
            }
        }
        Report report = deployment.report();
        ReportJson.write(report, logs.resolve("deploy-hooks.json"));
        if (!report.result().outcome().equals("success")) {
            throw new IllegalStateException(report.result().toString());
        }
        try (Stream<Path> tree = Files.walk(logs)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
