package io.jenkins.plugins.deployhooks.pipeline.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Deployments of one shop that tell what they do, wait for each other's gates, and notice when two are where only one may
 * be.
 */
final class Shop {
    static final String PRODUCTION = "app: 'shop', environment: 'production'";
    static final String OVERLAP = "overlap";

    private final Path dir;

    Shop(Path dir) {
        this.dir = dir;
    }

    List<String> lines() throws IOException {
        try {
            return Files.readAllLines(dir.resolve("trail"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    void await(String line) {
        Awaitility.await("the line " + line).atMost(Duration.ofMinutes(1)).until(() -> lines().contains(line));
    }

    /** Lets go on who waits for {@code gate}. */
    void open(String... gates) throws IOException {
        for (String gate : gates) {
            Files.createFile(dir.resolve(gate));
        }
    }

    String leave(String line) {
        return "echo \"" + line + "\" >> " + dir.resolve("trail");
    }

    /** A command that waits for {@code gate}, or for the end of the test. */
    String waitFor(String gate) {
        return "while test -d " + dir + " && ! test -e " + dir.resolve(gate) + "; do sleep 0.1; done";
    }

    /** A body of a run phase, alone in there until its gate, which has its name, is open. */
    String body(String name) {
        return "sh '''mkdir " + dir.resolve("inside") + " || " + leave(OVERLAP) + "; " + leave("in " + name) + "; "
                + waitFor(name) + "; " + leave("out " + name) + "; rmdir " + dir.resolve("inside") + "'''";
    }

    /** A run phase with {@code body}, whose answers take their time. */
    String deployment(String name, String arguments, String body) {
        return "withDeployLifecycle(" + arguments + ", hooks: ["
                + hook("runSucceeded", leave("succeeded " + name) + "; " + waitFor("succeeded-" + name)) + ", "
                + hook("runFailed", leave("$DEPLOY_RESULT " + name) + "; sleep 1; " + leave("answered " + name))
                + "]) { deployHooks('run') { " + body + " } }\n";
    }

    String deployment(String name) {
        return "node { " + deployment(name, PRODUCTION, body(name)) + " }";
    }

    private static String hook(String event, String command) {
        return "lifecycleHook(event: '" + event + "', run: '''" + command + "''')";
    }
}
