package io.jenkins.plugins.deployhooks.local;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.HookRunner;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.process.launch.Machine;
import java.io.File;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs hooks as processes of this machine. Safe for use by several threads, each with a hook of its own. */
public final class LocalHookRunner implements HookRunner {
    private final Machine machine;

    /** {@code setsid}: the hook gets a session of its own, and so no Ctrl-C of the terminal; null where there is none. */
    @CheckForNull
    private final String setsid;

    /**
     * A runner for this machine.
     *
     * @param name what messages call it, as in "not found on agent NAME"
     */
    public LocalHookRunner(String name) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        machine = new Machine(name, windows);
        setsid = Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(path -> new File(path).canExecute())
                .findFirst()
                .orElse(null);
    }

    @Override
    public HookEnd run(HookRun run, StopRequest stop) {
        return new Attempt(run, stop).run(machine, setsid);
    }
}
