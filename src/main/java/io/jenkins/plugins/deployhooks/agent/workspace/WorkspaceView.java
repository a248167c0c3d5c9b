package io.jenkins.plugins.deployhooks.agent.workspace;

import java.io.IOException;

/** Answers what there is in a workspace: its agent, or somebody who knows better. */
@FunctionalInterface
public interface WorkspaceView {
    /**
     * The answer to {@code question}.
     *
     * @throws IOException if it cannot be had
     */
    WorkspaceFacts look(ReadWorkspace question) throws IOException, InterruptedException;
}
