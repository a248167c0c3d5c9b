package io.jenkins.plugins.deployhooks.agent;

import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where there is no shell: everything with a variable in its environment, which Jenkins ends in its own way. That is Ctrl+C
 * and the end by force 5 seconds later, whatever the grace of the hook.
 */
final class WindowsTree implements LauncherTree {
    /** Stands for what cannot be seen. */
    private static final Member ALL = new Member(0, 0, "all processes of the hook");

    private static final int MOST = 1000;

    private final Launcher launcher;
    private final FilePath control;
    private final String value;
    private boolean forced;

    /** @param control the control directory of the hook with {@code cookie} */
    WindowsTree(Launcher launcher, FilePath control, String cookie) {
        this.launcher = launcher;
        this.control = control;
        this.value = "deploy-hook-" + cookie;
    }

    @Override
    public Set<Member> alive() {
        return look().members();
    }

    @Override
    public Sight look() {
        boolean blind = HookOnAgent.isDecorated(launcher);
        CookieSight seen = ask(() -> control.act(new CookieLook(value, forced, blind)));
        if (!seen.sure() || blind) {
            // Of processes in a container nothing is known but that they were ended. An agent that sees nothing has
            // ended nothing.
            boolean over = seen.ended() || blind && forced;
            return new Sight(true, over ? Set.of() : Set.of(ALL));
        }
        Set<Member> members = new LinkedHashSet<>();
        seen.found().stream()
                .limit(MOST)
                .forEach(found -> members.add(new Member(found.pid(), found.start(), Told.line(found.name()))));
        // the supervisor is one of them
        return new Sight(seen.ended() || !members.isEmpty(), members);
    }

    @Override
    public void ask(Set<Member> members) {
        force(members);
    }

    @Override
    public void force(Set<Member> members) {
        ask(() -> {
            launcher.kill(Map.of("JENKINS_SERVER_COOKIE", value));
            return true;
        });
        forced = true;
    }

    private interface Question<T> {
        T answer() throws IOException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RequestAbortedException e) {
            // remoting's word for a connection that was closed during a call
            throw new UncheckedIOException(new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(
                    new InterruptedIOException("interrupted while looking for a hook or ending it"));
        }
    }
}
