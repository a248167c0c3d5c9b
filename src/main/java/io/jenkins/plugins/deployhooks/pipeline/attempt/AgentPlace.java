package io.jenkins.plugins.deployhooks.pipeline.attempt;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.Channel;
import io.jenkins.plugins.deployhooks.agent.AgentName;
import io.jenkins.plugins.deployhooks.agent.HookOnAgent;
import io.jenkins.plugins.deployhooks.agent.remote.HookTask;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.pipeline.account.StepLauncher;
import io.jenkins.plugins.deployhooks.pipeline.order.HookOrder;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Workspace, launcher and environment of the context, as they are reachable now. */
record AgentPlace(FilePath workspace, Launcher launcher, EnvVars env, String agent) {
    /**
     * Asks the context, with the variables of {@code order}.
     *
     * @throws ClosedChannelException where the agent cannot be reached now
     */
    static AgentPlace of(StepContext context, HookOrder.Surroundings order) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        Launcher launcher = workspace == null ? null : StepLauncher.of(context);
        EnvVars env = launcher == null ? null : context.get(EnvVars.class);
        if (workspace == null || launcher == null || env == null) {
            throw new ClosedChannelException();
        }
        EnvVars own = new EnvVars(env);
        own.keySet().removeAll(order.hidden());
        own.putAll(order.env());
        return new AgentPlace(workspace, launcher, own, AgentName.of(workspace.toComputer()));
    }

    /** Whether the connection was closed meanwhile: remoting has many words for that. */
    boolean isCutOff() {
        return workspace.getChannel() instanceof Channel remote && remote.isClosingOrClosed();
    }

    /** The hook that {@code order} describes, here. */
    HookTask task(String cookie, HookOrder order) {
        HookSettings.Shell shell = order.settings().shell();
        HookOrder.Surroundings surroundings = order.surroundings();
        String root = surroundings.root();
        return new HookTask(
                new HookTask.Names(cookie, order.names().id(), agent),
                new HookTask.Command(
                        order.script().kind() == Script.Kind.FILE,
                        order.script().text(),
                        order.script().sourced(),
                        new HookTask.Shell(
                                shell.name(),
                                Boolean.TRUE.equals(shell.errexit()),
                                Boolean.TRUE.equals(shell.trace()))),
                new HookTask.Place(
                        root == null ? workspace.getRemote() : root,
                        surroundings.dir(),
                        env,
                        HookOnAgent.isDecorated(launcher)));
    }
}
