package io.jenkins.plugins.deployhooks.agent.remote;

import hudson.EnvVars;
import hudson.Functions;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.launch.CannotLaunch;
import io.jenkins.plugins.deployhooks.engine.process.launch.CommandLine;
import io.jenkins.plugins.deployhooks.engine.process.launch.Launch;
import io.jenkins.plugins.deployhooks.engine.process.launch.Machine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/** Decides what to start and fills the control directory; does nothing where that was started before. */
public final class Preparation extends MasterToSlaveFileCallable<Prepared> {
    private static final long serialVersionUID = 1L;

    private final HookTask task;
    private final boolean begun;

    /** @param begun whether a start may have been tried before */
    public Preparation(HookTask task, boolean begun) {
        this.task = task;
        this.begun = begun;
    }

    @Override
    public Prepared invoke(File directory, VirtualChannel channel) throws IOException {
        ControlFiles files = new ControlFiles(directory.toPath());
        if (files.isStarted()) {
            return running(files);
        }
        if (begun && !files.exists()) {
            return Prepared.of(Prepared.State.GONE);
        }
        // as for other steps: nobody need have written anything into the workspace before
        Files.createDirectories(Path.of(task.place().root()));
        boolean windows = Functions.isWindows();
        try {
            Machine machine =
                    new Machine(task.names().agent(), windows, task.place().programsElsewhere());
            Launch launch = CommandLine.of(run(), machine);
            files.make(windows);
            return new Prepared(
                    Prepared.State.READY,
                    windows
                            ? WindowsSupervisor.program(files, directory(), arguments(files, launch))
                            : program(files, launch),
                    launch.display(),
                    new Prepared.Rest(0, "", 0, launch.notes()));
        } catch (CannotLaunch e) {
            String display = CommandLine.display(task.command().text());
            return new Prepared(
                    Prepared.State.REFUSED,
                    Prepared.Program.NONE,
                    display,
                    new Prepared.Rest(e.status(), String.valueOf(e.getMessage()), 0, List.of()));
        }
    }

    private static Prepared running(ControlFiles files) {
        long changed = files.output().toFile().lastModified();
        long idle = changed == 0 ? 0 : Math.max(0, System.currentTimeMillis() - changed);
        return new Prepared(
                Prepared.State.RUNNING, Prepared.Program.NONE, "", new Prepared.Rest(0, "", idle, List.of()));
    }

    private HookRun run() {
        HookTask.Command command = task.command();
        HookTask.Shell shell = command.shell();
        HookSettings settings = new HookSettings(
                new HookSettings.Shell(shell.name(), shell.errexit(), shell.trace()),
                HookSettings.BUILT_IN.limits(),
                HookSettings.BUILT_IN.retries(),
                HookSettings.BUILT_IN.onFailure());
        Path root = Path.of(task.place().root());
        EnvVars env = new EnvVars(EnvVars.masterEnvVars);
        env.overrideAll(task.place().env());
        return new HookRun(
                task.names().label(),
                command.script(),
                settings,
                new HookRun.Place(root, directory(), Map.copyOf(env)),
                new HookRun.Output(Path.of("output"), HookRun.Listener.NONE));
    }

    private Path directory() {
        Path root = Path.of(task.place().root());
        String dir = task.place().dir();
        return dir == null ? root : root.resolve(dir);
    }

    private Prepared.Program program(ControlFiles files, Launch launch) throws IOException {
        List<String> hook = arguments(files, launch);
        files.script("processes.sh");
        Path supervisor = files.script("supervisor.sh");
        List<String> program = new ArrayList<>(List.of(
                "sh",
                supervisor.toString(),
                "start",
                String.valueOf(supervisor.getParent()),
                directory().toString(),
                task.names().cookie()));
        program.addAll(hook);
        return new Prepared.Program(program, Map.of());
    }

    /** What the supervisor is to start. */
    private List<String> arguments(ControlFiles files, Launch launch) throws IOException {
        Files.writeString(files.values(), "");
        Files.writeString(files.output(), "");
        Path sourcing = files.file("sourcing.sh");
        if (launch.sourcing() != null) {
            Files.writeString(sourcing, Launch.Sourcing.SCRIPT);
        }
        Launch.Text text = launch.text();
        if (text == null) {
            return launch.arguments(null, sourcing);
        }
        Path script = files.file(text.fileName(task.names().label()));
        Files.writeString(script, text.content());
        return launch.arguments(script, sourcing);
    }
}
