package io.jenkins.plugins.deployhooks.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;

/** What agents are called when people are told of them. */
public final class AgentName {
    private AgentName() {}

    /** That of {@code computer}; null: the built-in node, or one that Jenkins does not know any more. */
    public static String of(@CheckForNull Computer computer) {
        return of(computer == null ? "" : computer.getName());
    }

    /** That of the agent which Jenkins calls {@code name}: empty for the built-in node, which is called as its label is. */
    public static String of(String name) {
        return name.isEmpty() ? "built-in" : name;
    }
}
