package io.jenkins.plugins.deployhooks.local.tree;

import io.jenkins.plugins.deployhooks.engine.process.stop.Member;
import io.jenkins.plugins.deployhooks.engine.process.stop.ProcessEntry;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends signals to processes, each only while it is still the one that was seen. */
final class Signals {
    private static final int GROUPS_AT_ONCE = 1000;

    private Signals() {}

    /** SIGTERM, or SIGKILL if {@code force}. */
    static void send(Member member, boolean force) {
        ProcessHandle.of(member.pid()).ifPresent(handle -> {
            ProcessEntry now = ProcTable.entry(member.pid());
            if (now == null || !now.member().equals(member)) {
                return;
            }
            if (force) {
                handle.destroyForcibly();
            } else {
                handle.destroy();
            }
        });
    }

    /**
     * SIGKILL to whole groups. The Java library signals single processes only, so the shell does it, asked as POSIX has it:
     * after {@code kill -KILL} Debian's sh takes {@code --} for a number, and ends nothing.
     */
    static void killGroups(Set<Long> groups) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s KILL -- \"$@\"", "kill"));
        groups.stream()
                .filter(group -> group > 1)
                .limit(GROUPS_AT_ONCE)
                .map(group -> "-" + group)
                .forEach(command::add);
        if (command.size() == 4) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(2, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            // no process can be started while a storm of forks uses them all up: killing one by one goes on
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
