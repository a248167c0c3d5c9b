package io.jenkins.plugins.deployhooks.pipeline.closing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.deployhooks.agent.premises.WipeDirectory;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Remembers on which agents a deployment has a {@code TMPDIR}, or lists of files, and wipes them when it is over (S44), also
 * where its build was killed. What is on an agent that is away then is wiped when the agent is back.
 */
@Extension
public final class TemporaryDirectories implements Closing {
    private static final Logger LOGGER = Logger.getLogger(TemporaryDirectories.class.getName());
    private static final String LISTS = "temporary-";

    /** What agents that were away still have. */
    private static final LeftOnAgents LEFT = new LeftOnAgents(
            () -> Jenkins.get().getRootDir().toPath().resolve("deploy-hooks").resolve("left-on-agents.txt"),
            name -> node(name) != null);

    /** {@code deployment} is about to have the directory {@code path} on {@code node}. */
    public static void remember(LiveDeployment deployment, Node node, String path)
            throws IOException, InterruptedException {
        LeftOnAgents.add(
                directory(deployment.run()).resolve(LISTS + deployment.id() + ".txt"),
                List.of(LeftOnAgents.line(node.getNodeName(), path)));
        wipeLeft(node.getNodeName());
    }

    /** What others have left on {@code node} is in nobody's way, so nobody fails by it. */
    private static void wipeLeft(String node) throws InterruptedException {
        try {
            LEFT.wipe(node, TemporaryDirectories::isWiped);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what deployments have left on agent " + node + " stays there for now");
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
        for (String line : LeftOnAgents.lines(list)) {
            if (!isWiped(line)) {
                rest.add(line);
            }
        }
        LEFT.add(rest);
        Files.deleteIfExists(list);
    }

    private static boolean isWiped(String line) throws InterruptedException {
        LeftOnAgents.Left left = LeftOnAgents.left(line);
        Node node = left == null ? null : node(left.node());
        if (left == null || node == null) {
            // Nobody has that agent any more.
            return true;
        }
        FilePath directory = node.createPath(left.path());
        try {
            if (directory != null) {
                directory.act(new WipeDirectory());
            }
            return directory != null;
        } catch (IOException e) {
            LOGGER.log(Level.INFO, e, () -> "a directory of a deployment that is over cannot be removed yet: " + line);
            return false;
        }
    }

    @CheckForNull
    private static Node node(String name) {
        return name.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(name);
    }

    private static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve("deploy-hooks");
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

    /** An agent is back, or here for the first time. */
    @Extension
    public static final class AgentsThatAreBack extends ComputerListener {
        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            // Not here: the agent is in nobody's hands before this returns.
            Computer.threadPoolForRemoting.execute(() -> {
                try {
                    wipeLeft(computer.getName());
                } catch (InterruptedException e) {
                    // Jenkins stops.
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
