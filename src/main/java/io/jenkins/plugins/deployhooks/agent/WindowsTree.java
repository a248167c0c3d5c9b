package io.jenkins.plugins.deployhooks.agent;

import hudson.Launcher;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** Where there is no shell: Jenkins' own way to end everything with a variable in its environment, without a grace. */
final class WindowsTree implements LauncherTree {
    private static final Member ALL = new Member(0, 0, "all processes of the hook");

    private final Launcher launcher;
    private final String cookie;
    private boolean killed;

    WindowsTree(Launcher launcher, String cookie) {
        this.launcher = launcher;
        this.cookie = cookie;
    }

    @Override
    public Set<Member> alive() {
        return killed ? Set.of() : Set.of(ALL);
    }

    @Override
    public Sight look() {
        return new Sight(true, alive()); // cannot tell
    }

    @Override
    public void ask(Set<Member> members) {
        force(members);
    }

    @Override
    public void force(Set<Member> members) {
        try {
            launcher.kill(Map.of("JENKINS_SERVER_COOKIE", "deploy-hook-" + cookie));
            killed = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while ending a hook"));
        }
    }
}
