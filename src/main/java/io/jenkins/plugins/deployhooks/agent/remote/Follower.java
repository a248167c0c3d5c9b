package io.jenkins.plugins.deployhooks.agent.remote;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Functions;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import jenkins.MasterToSlaveFileCallable;

/** Follows a started hook until it has ended, its directory is gone, or nobody listens any more. */
public final class Follower extends MasterToSlaveFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    private final String cookie;
    private final long position;

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "it is a proxy by the time it travels")
    private final HookEvents events;

    /**
     * @param position up to where the controller has the output, in bytes
     * @param events of which the agent gets a proxy
     */
    public Follower(String cookie, long position, HookEvents events) {
        this.cookie = cookie;
        this.position = position;
        this.events = events;
    }

    @Override
    public Void invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        try {
            new Following(directory.toPath(), cookie, events).untilEnd(position, () -> isOpen(channel));
        } catch (ClosedByInterruptException e) {
            throw e; // the process that follows goes down; the next one takes the hook up
        } catch (IOException e) {
            if (isOpen(channel)) {
                events.gone("Its control directory " + directory + " cannot be read: " + e + ".");
            }
            throw e;
        }
        return null;
    }

    private static boolean isOpen(VirtualChannel channel) {
        return !(channel instanceof Channel remote) || !remote.isClosingOrClosed();
    }

    static boolean hasCopier() {
        return !Functions.isWindows();
    }
}
