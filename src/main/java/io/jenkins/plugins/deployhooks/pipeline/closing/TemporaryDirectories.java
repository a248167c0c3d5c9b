package io.jenkins.plugins.deployhooks.pipeline.closing;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import io.jenkins.plugins.deployhooks.engine.lifecycle.message.Outcome;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Objects;
import jenkins.model.Jenkins;

/** Remembers on which agents a deployment has a {@code TMPDIR}, and wipes them when it is over (S44). */
@Extension
public final class TemporaryDirectories implements Closing {
    private static final String SEPARATOR = "\t";

    /** {@code deployment} is about to have the directory {@code path} on {@code node}. */
    public static void remember(LiveDeployment deployment, Node node, String path) throws IOException {
        Path list = list(deployment);
        Files.createDirectories(Objects.requireNonNull(list.getParent()));
        Files.writeString(
                list,
                node.getNodeName() + SEPARATOR + path + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close(LiveDeployment deployment, Outcome outcome) throws IOException, InterruptedException {
        Path list = list(deployment);
        if (!Files.exists(list)) {
            return;
        }
        IOException fault = null;
        for (String line : new LinkedHashSet<>(Files.readAllLines(list, StandardCharsets.UTF_8))) {
            String[] parts = line.split(SEPARATOR, 2);
            Node node = parts[0].isEmpty() ? Jenkins.get() : Jenkins.get().getNode(parts[0]);
            FilePath directory = node == null ? null : node.createPath(parts[1]);
            // An agent that is away keeps it until a deployment there finds that it is old.
            try {
                if (directory != null) {
                    directory.deleteRecursive();
                }
            } catch (IOException e) {
                // The others go all the same.
                fault = fault == null ? e : fault;
            }
        }
        Files.delete(list);
        if (fault != null) {
            throw fault;
        }
    }

    private static Path list(LiveDeployment deployment) {
        return deployment
                .run()
                .getRootDir()
                .toPath()
                .resolve("deploy-hooks")
                .resolve("temporary-" + deployment.id() + ".txt");
    }
}
