package io.jenkins.plugins.deployhooks.agent;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.deployhooks.agent.remote.Follower;
import io.jenkins.plugins.deployhooks.agent.remote.HookEvents;
import io.jenkins.plugins.deployhooks.agent.remote.HookTask;
import io.jenkins.plugins.deployhooks.agent.remote.Preparation;
import io.jenkins.plugins.deployhooks.agent.remote.Prepared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One attempt of a hook on its agent, as far as the connection of the moment carries: after a reconnection another one of
 * these is made for the same attempt.
 */
public final class HookOnAgent {
    private static final long LAUNCH_LIMIT_SECONDS = 120;

    private final String cookie;
    private final FilePath workspace;
    private final FilePath control;
    private final Launcher launcher;

    /**
     * @param cookie unique for the attempt, fit for a file's name
     * @param workspace the directory of the context; the control directory is beside it
     * @param launcher of the context, decorated or not
     */
    public HookOnAgent(String cookie, FilePath workspace, Launcher launcher) throws IOException {
        this.cookie = cookie;
        this.workspace = workspace;
        this.launcher = launcher;
        FilePath beside = WorkspaceList.tempDir(workspace);
        if (beside == null) {
            throw new IOException("There is no place beside the root directory " + workspace + " for a hook's files.");
        }
        this.control = beside.child("deploy-hook-" + cookie);
    }

    /**
     * Decides what to start, and fills the control directory.
     *
     * @param begun whether a start may have been tried before
     */
    public Prepared prepare(HookTask task, boolean begun) throws IOException, InterruptedException {
        return Told.prepared(control.act(new Preparation(task, begun)));
    }

    /** Whether programs run somewhere else than the agent's own process, as in a container. */
    public static boolean isDecorated(Launcher launcher) {
        return !(launcher instanceof Launcher.LocalLauncher || launcher instanceof Launcher.RemoteLauncher);
    }

    /**
     * Starts what was prepared; returns when it runs, or could not be started.
     *
     * @param env for the hook, on top of the agent's own
     * @return empty, or what the launcher says about the failure
     */
    public String launch(Prepared prepared, EnvVars env) throws IOException, InterruptedException {
        Map<String, String> own = new TreeMap<>();
        // launchers expand what looks like a variable
        env.forEach((name, value) -> own.put(name, value.replace("$", "$$")));
        prepared.program().env().forEach((name, value) -> own.put(name, value.replace("$", "$$")));
        own.put("DEPLOY_OUTPUT", control.child("values").getRemote());
        // an agent that is disconnected ends what has its cookie
        own.put("JENKINS_SERVER_COOKIE", "deploy-hook-" + cookie);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Proc proc = launcher.launch()
                .cmds(prepared.program().words())
                .envs(own)
                .pwd(workspace)
                .quiet(true)
                .stdout(said)
                .start();
        if (!launcher.isUnix()) {
            return ""; // there it stays in the foreground
        }
        int status = proc.joinWithTimeout(LAUNCH_LIMIT_SECONDS, TimeUnit.SECONDS, TaskListener.NULL);
        String output = said.toString(Charset.defaultCharset()).strip();
        return status == 0
                ? ""
                : "The launcher ended with exit code " + status + (output.isEmpty() ? "." : ": " + output);
    }

    /**
     * Follows it from now on: {@code events} is called from threads of the connection.
     *
     * @param position how many bytes of its output are known already
     */
    public void follow(long position, HookEvents events) throws IOException, InterruptedException {
        VirtualChannel channel = control.getChannel();
        HookEvents exported = channel == null ? events : channel.export(HookEvents.class, events);
        control.actAsync(new Follower(cookie, position, exported));
    }

    /** Its processes, as the launcher sees them. */
    public LauncherTree tree() {
        return launcher.isUnix()
                ? new ShellTree(new Shell(launcher, workspace, control.getRemote()), cookie)
                : new WindowsTree(launcher, control, cookie);
    }

    /** Whether the connection it uses carries nothing any more, so that what went wrong in it says nothing about the hook. */
    public boolean isCut() {
        return channel() instanceof Channel remote && remote.isClosingOrClosed();
    }

    /** The connection it uses; for the built-in node one that never ends. */
    public VirtualChannel channel() {
        return workspace.getChannel();
    }
}
