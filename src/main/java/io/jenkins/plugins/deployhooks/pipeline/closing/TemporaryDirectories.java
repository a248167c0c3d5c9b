package io.jenkins.plugins.deployhooks.pipeline.closing;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Remembers on which agents a deployment has a {@code TMPDIR}, or lists of files, and wipes them when it is over (S44), also
 * where its build was killed. What is on an agent that is away then is wiped when a deployment is there again.
 */
@Extension
public final class TemporaryDirectories implements Closing {
    private static final Logger LOGGER = Logger.getLogger(TemporaryDirectories.class.getName());
    private static final String SEPARATOR = "\t";
    private static final String LISTS = "temporary-";

    /** Several deployments may end at once. */
    private static final Object LEFT = new Object();

    /** {@code deployment} is about to have the directory {@code path} on {@code node}. */
    public static void remember(LiveDeployment deployment, Node node, String path)
            throws IOException, InterruptedException {
        add(
                directory(deployment.run()).resolve(LISTS + deployment.id() + ".txt"),
                List.of(node.getNodeName() + SEPARATOR + path));
        synchronized (LEFT) {
            wipe(left(), node.getNodeName());
        }
    }

    @Override
    public void close(LiveDeployment deployment, Outcome outcome) throws IOException, InterruptedException {
        wipe(directory(deployment.run()).resolve(LISTS + deployment.id() + ".txt"));
    }

    /** Of an ended build; there are lists where it was killed. */
    private static void wipeAll(Run<?, ?> run) throws IOException, InterruptedException {
        List<Path> lists = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(run), LISTS + "*.txt")) {
            files.forEach(lists::add);
        } catch (NoSuchFileException e) {
            // It has had no deployment.
            return;
        }
        for (Path list : lists) {
            wipe(list);
        }
    }

    /** What cannot be wiped now is left for later. */
    private static void wipe(Path list) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>();
        for (String line : lines(list)) {
            if (!isWiped(line)) {
                rest.add(line);
            }
        }
        synchronized (LEFT) {
            add(left(), rest);
        }
        Files.deleteIfExists(list);
    }

    /** Those of {@code list} that are on the agent {@code node}. */
    private static void wipe(Path list, String node) throws IOException, InterruptedException {
        Set<String> lines = lines(list);
        if (lines.stream().noneMatch(line -> line.startsWith(node + SEPARATOR))) {
            return;
        }
        List<String> rest = new ArrayList<>();
        for (String line : lines) {
            // What still cannot be wiped though its agent is here never can.
            if (!line.startsWith(node + SEPARATOR)) {
                rest.add(line);
            } else if (!isWiped(line)) {
                LOGGER.log(Level.INFO, () -> "an old TMPDIR stays: " + line);
            }
        }
        Files.deleteIfExists(list);
        add(list, rest);
    }

    private static boolean isWiped(String line) throws InterruptedException {
        String[] parts = line.split(SEPARATOR, 2);
        Node node = parts[0].isEmpty() ? Jenkins.get() : Jenkins.get().getNode(parts[0]);
        if (node == null || parts.length < 2) {
            // Nobody has that agent any more.
            return true;
        }
        FilePath directory = node.createPath(parts[1]);
        try {
            if (directory != null) {
                directory.deleteRecursive();
            }
            return directory != null;
        } catch (IOException e) {
            LOGGER.log(Level.INFO, e, () -> "a directory of a deployment that is over cannot be removed yet: " + line);
            return false;
        }
    }

    private static void add(Path list, List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            Files.createDirectories(Objects.requireNonNull(list.getParent()));
            Files.writeString(
                    list,
                    String.join("\n", lines) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private static Set<String> lines(Path list) throws IOException {
        try {
            return new LinkedHashSet<>(Files.readAllLines(list, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    private static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("deploy-hooks");
    }

    /** What agents that were away still have. */
    private static Path left() {
        return Jenkins.get().getRootDir().toPath().resolve("deploy-hooks").resolve("left-on-agents.txt");
    }

    /** A build that was killed closes nothing. */
    @Extension
    public static final class EndedBuilds extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            // Not here: whoever tells this may hold locks of Jenkins.
            Computer.threadPoolForRemoting.execute(() -> {
                try {
                    wipeAll(run);
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "what deployments of " + run + " have on agents stays there");
                } catch (InterruptedException e) {
                    // Jenkins stops.
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
