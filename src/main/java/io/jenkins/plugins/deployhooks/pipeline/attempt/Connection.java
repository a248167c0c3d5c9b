package io.jenkins.plugins.deployhooks.pipeline.attempt;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.Told;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.io.IOException;
import java.time.Duration;

/** The connection to the agent: made, lost, made again, given up. */
final class Connection {
    private final RunningHook hook;
    private final Start start;
    private final Background background;

    @CheckForNull
    private Channel channel;

    @CheckForNull
    private Channel.Listener listener;

    private long lostAt;
    private boolean lost;
    private boolean closed;

    /** It is tried again soon: two that hear of one loss, such as a stop and the channel, must not make two connections. */
    private boolean retrying;

    private String why = "";

    Connection(RunningHook hook, Start start, Background background) {
        this.hook = hook;
        this.start = start;
        this.background = background;
    }

    /** Connects now; tries again later where the agent cannot be reached. */
    void connect() {
        synchronized (this) {
            retrying = false;
        }
        if (isClosed()) {
            return;
        }
        try {
            Start.Started started = start.start();
            started.notes().forEach(hook::note);
            if (established(started.agent().channel())) {
                hook.say("The agent is back.");
            }
            hook.attached(started);
        } catch (Start.Refused e) {
            hook.refused(e);
        } catch (IOException | RuntimeException e) {
            if (AgentAbsence.isCause(e)) {
                retry(e);
            } else if (background.isAlive()) {
                hook.failed(e);
            }
        } catch (Error e) {
            // what an agent throws arrives as it is, and in a thread of the clock nobody else would hear of it
            hook.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (background.isAlive()) {
                hook.failed(e);
            }
        }
    }

    /** The connection broke; {@code fault} says how. */
    void lost(Throwable fault) {
        hook.detached();
        retry(fault);
    }

    private synchronized boolean isClosed() {
        return closed || !background.isAlive();
    }

    synchronized boolean isLost() {
        return lost;
    }

    /** What is wrong with the agent. */
    synchronized String describe() {
        return "Its agent could not be reached (" + why + ").";
    }

    private void retry(Throwable fault) {
        Duration limit = AgentAbsence.limit();
        boolean first;
        long waited;
        synchronized (this) {
            if (closed) {
                return;
            }
            first = !lost;
            if (first) {
                lost = true;
                lostAt = System.nanoTime();
                why = Told.line(fault.getMessage() == null ? fault : fault.getMessage());
            }
            waited = System.nanoTime() - lostAt;
        }
        if (!background.isAlive()) {
            return; // the controller goes down; the next one takes the hook up
        }
        if (hook.isForced()) {
            hook.gone(describe() + " It was not waited for.");
            return;
        }
        if (first) {
            hook.say(describe() + " Waiting up to " + DurationText.format(limit) + " for it; the hook goes on there.");
        }
        if (waited >= limit.toNanos()) {
            hook.gone(describe() + " It did not come back within " + DurationText.format(limit) + ".");
        } else if (isFirstToRetry()) {
            background.later(AgentAbsence.BETWEEN_TRIES, this::connect);
        }
    }

    private synchronized boolean isFirstToRetry() {
        boolean first = !retrying;
        retrying = true;
        return first;
    }

    /** True: it had been lost before. */
    private synchronized boolean established(@CheckForNull VirtualChannel now) {
        forget();
        if (now instanceof Channel remote) {
            channel = remote;
            listener = new Channel.Listener() {
                @Override
                public void onClosed(Channel which, @CheckForNull IOException fault) {
                    // an agent that is disconnected in good order has no fault
                    IOException reason = fault == null ? new IOException("it was disconnected") : fault;
                    background.run(() -> closed(which, reason));
                }
            };
            remote.addListener(listener);
        }
        boolean before = lost;
        lost = false;
        return before;
    }

    private void closed(Channel which, IOException fault) {
        synchronized (this) {
            if (channel != which || closed) {
                return;
            }
            forget();
        }
        lost(fault);
    }

    private synchronized void forget() {
        if (channel != null && listener != null) {
            channel.removeListener(listener);
        }
        channel = null;
        listener = null;
    }

    /** The attempt has ended. */
    synchronized void close() {
        closed = true;
        forget();
    }
}
