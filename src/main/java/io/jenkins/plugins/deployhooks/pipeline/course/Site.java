package io.jenkins.plugins.deployhooks.pipeline.course;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.labels.LabelAtom;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.deployhooks.agent.AgentName;
import io.jenkins.plugins.deployhooks.agent.HookOnAgent;
import io.jenkins.plugins.deployhooks.engine.deployment.About;
import io.jenkins.plugins.deployhooks.engine.plan.Facts;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLauncher;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where a phase of a deployment is: the agent, the directory, and the names, never the values, of the variables there. */
public final class Site implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String node;
    private final String directory;
    private final HashSet<String> variables;

    /** The id of the block that holds the workspace; null: there is none, or a version before this one was asked. */
    @CheckForNull
    private final String block;

    /** The agent's own directory; null: it has none, or a version before this one was asked. */
    @CheckForNull
    private String agentDirectory;

    /** See {@link #path}; null: a version before this one was asked. */
    @CheckForNull
    private String path;

    private Site(String node, String directory, HashSet<String> variables, @CheckForNull String block) {
        this.node = node;
        this.directory = directory;
        this.variables = variables;
        this.block = block;
    }

    /** The place of {@code context}; null where it has no workspace. */
    @CheckForNull
    public static Site of(StepContext context) throws IOException, InterruptedException {
        FilePath directory = context.get(FilePath.class);
        Computer computer = context.get(Computer.class);
        if (directory == null || computer == null) {
            return null;
        }
        EnvVars env = Objects.requireNonNullElseGet(context.get(EnvVars.class), EnvVars::new);
        HashSet<String> names = new HashSet<>(env.keySet());
        Site site = new Site(computer.getName(), directory.getRemote(), names, block(context.get(FlowNode.class)));
        FilePath own = own(StepLauncher.of(context), directory, computer);
        site.path = path(directory.getRemote(), env.get("WORKSPACE", ""));
        site.agentDirectory = own == null ? null : own.getRemote();
        return site;
    }

    /** The agent's own directory; what runs in a container sees the workspace alone, and the directory beside it. */
    @CheckForNull
    private static FilePath own(@CheckForNull Launcher launcher, FilePath directory, Computer computer) {
        boolean inside = launcher != null && HookOnAgent.isDecorated(launcher);
        FilePath beside = inside ? WorkspaceList.tempDir(directory) : null;
        Node agent = computer.getNode();
        return beside == null && agent != null ? agent.getRootPath() : beside;
    }

    @CheckForNull
    private static String block(@CheckForNull FlowNode step) {
        if (step != null) {
            for (FlowNode around : step.iterateEnclosingBlocks()) {
                if (around.getAction(WorkspaceAction.class) != null) {
                    return around.getId();
                }
            }
        }
        return null;
    }

    private static String path(String directory, String workspace) {
        boolean inside = !workspace.isEmpty() && directory.startsWith(workspace);
        String path = (inside ? directory.substring(workspace.length()) : directory).replace('\\', '/');
        return inside ? path.replaceFirst("^/+", "") : path;
    }

    /**
     * The directory, relative to the workspace that the agent has given to the build; empty: that one. As it is where it lies
     * outside, or nobody knows.
     */
    public String path() {
        return path == null ? directory : path;
    }

    /** The agent's name, for people. */
    public String agent() {
        return AgentName.of(node);
    }

    /** An expression for {@code node()} that means this agent alone. */
    public String label() {
        return LabelAtom.escape(agent());
    }

    /**
     * The directory of the agent for what a deployment keeps outside of the workspace, where what it starts can see it; null:
     * not known.
     */
    @CheckForNull
    public String agentDirectory() {
        return agentDirectory;
    }

    /** The directory on the agent. */
    public String directory() {
        return directory;
    }

    /**
     * Whether {@code other} is the same directory on the same agent, and nobody else can have used it between the two: a
     * workspace is given back at the end of the block that holds it.
     */
    boolean isSamePlace(Site other) {
        return node.equals(other.node) && directory.equals(other.directory) && Objects.equals(block, other.block);
    }

    /** Whether the agent is there now. */
    public boolean isOnline() {
        Node found = node();
        Computer computer = found == null ? null : found.toComputer();
        return computer != null && computer.isOnline();
    }

    @CheckForNull
    private Node node() {
        return node.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(node);
    }

    /** Whether it is on {@code other}. */
    public boolean isOn(Node other) {
        return node.equals(other.getNodeName());
    }

    /** The directory as it can be reached now; null: its agent is not there. */
    @CheckForNull
    public FilePath workspace() {
        Node found = node();
        return found == null ? null : found.createPath(directory);
    }

    /** The same for the workspace that the agent has given to the build; the directory where it lies outside of that. */
    @CheckForNull
    public FilePath workspaceRoot() {
        Node found = node();
        int inside = path == null || path.isEmpty() || path.length() >= directory.length() ? 0 : path.length() + 1;
        return found == null ? null : found.createPath(directory.substring(0, directory.length() - inside));
    }

    /** Whether Jenkins does not know the agent any more, so that it never comes back. */
    public boolean isRemoved() {
        return !node.isEmpty() && Jenkins.get().getNode(node) == null;
    }

    Path root() {
        return Path.of(directory);
    }

    /** What is around a deployment here. */
    About.Surroundings around(Facts.Source source, About.Kept kept) {
        return new About.Surroundings(agent(), names(), source, kept);
    }

    /** The variables by their names, with nothing as their values. */
    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        variables.forEach(name -> names.put(name, ""));
        return names;
    }
}
