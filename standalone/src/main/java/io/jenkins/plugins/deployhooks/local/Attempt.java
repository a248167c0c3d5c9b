package io.jenkins.plugins.deployhooks.local;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.ExitExplanation;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.OutputFile;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.process.disk.Disks;
import io.jenkins.plugins.deployhooks.engine.process.launch.CannotLaunch;
import io.jenkins.plugins.deployhooks.engine.process.launch.CommandLine;
import io.jenkins.plugins.deployhooks.engine.process.launch.Launch;
import io.jenkins.plugins.deployhooks.engine.process.launch.Machine;
import io.jenkins.plugins.deployhooks.local.output.HookOutput;
import io.jenkins.plugins.deployhooks.local.tree.HookTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One attempt of a hook: prepares, starts, has it watched, tells how it ended. For one use. */
final class Attempt {
    /** In the environment of every process of a hook; within a hook of a hook the outer one's is kept. */
    static final String COOKIE = "DEPLOY_HOOK_COOKIE";

    private final HookRun run;
    private final StopRequest stop;
    private final List<String> notes = new ArrayList<>();
    private long start = System.nanoTime();

    Attempt(HookRun run, StopRequest stop) {
        this.run = run;
        this.stop = stop;
    }

    HookEnd run(Machine machine, @CheckForNull String setsid) {
        if (stop.level() != StopRequest.Level.NONE) {
            return notStarted(State.ABORTED, Exit.NONE, "Stop was requested before it started.");
        }
        HookLog log = new HookLog(run.output().log());
        try {
            Launch launch = CommandLine.of(run, machine);
            notes.addAll(launch.notes());
            log.begin(launch.display());
            return launched(launch, log, new Host(machine, setsid));
        } catch (CannotLaunch e) {
            return refused(e, log, machine);
        } catch (IOException e) {
            return notStarted(State.FAILED, Exit.NONE, "It could not be started. " + explained(e, machine));
        } catch (IllegalArgumentException e) {
            // a NUL character in the environment, or a name with '=' in it
            return notStarted(State.FAILED, Exit.NONE, "It could not be started: " + e.getMessage() + ".");
        }
    }

    /** Where it starts. */
    private record Host(Machine machine, @CheckForNull String setsid) {}

    private HookEnd launched(Launch launch, HookLog log, Host host) throws IOException {
        PrivateFiles files = PrivateFiles.create(run.label(), launch);
        Watch.Result result;
        OutputFile.Content content;
        String fault;
        try {
            String cookie = UUID.randomUUID().toString();
            ProcessBuilder builder = builder(launch, files, host);
            mark(builder.environment(), cookie, files);
            Watch.Subject subject = started(builder, cookie, log, host.setsid());
            result = new Watch(run, stop, log, subject).untilEnd();
            fault = subject.output().fault();
            content = OutputFile.read(files.output());
        } finally {
            String left = files.delete();
            if (!left.isEmpty()) {
                notes.add(left);
            }
        }
        if (!fault.isEmpty()) {
            notes.add(fault);
        }
        return ended(result, content, new Reasons(fault, host.machine()));
    }

    private Watch.Subject started(ProcessBuilder builder, String cookie, HookLog log, @CheckForNull String setsid)
            throws IOException {
        try (HookOutput output = HookOutput.to(log.realPath(), setsid)) {
            start = System.nanoTime();
            Process process = builder.redirectOutput(output.redirect()).start();
            return new Watch.Subject(process, new HookTree.Marks(cookie, output.mark(), setsid != null), output);
        }
    }

    private ProcessBuilder builder(Launch launch, PrivateFiles files, Host host) {
        List<String> command = new ArrayList<>();
        if (host.setsid() != null) {
            command.add(host.setsid());
        }
        command.addAll(launch.arguments(files.script()));
        return new ProcessBuilder(command)
                .directory(run.place().dir().toFile())
                .redirectInput(new File(host.machine().windows() ? "NUL" : "/dev/null"))
                .redirectErrorStream(true);
    }

    private void mark(Map<String, String> environment, String cookie, PrivateFiles files) {
        Map<String, String> own = new HashMap<>(run.place().env());
        own.merge(COOKIE, cookie, (outer, inner) -> outer + " " + inner);
        own.put(OutputFile.VARIABLE, files.output().toString());
        environment.clear();
        environment.putAll(own);
    }

    /** What may explain a failure that the output does not explain. */
    private record Reasons(String fault, Machine machine) {}

    private HookEnd ended(Watch.Result result, OutputFile.Content content, Reasons reasons) {
        notes.addAll(result.notes());
        notes.addAll(content.notes());
        String reason = result.reason();
        if (result.state() == State.FAILED) {
            List<String> said = new ArrayList<>(result.tail());
            said.add(reasons.fault());
            reason = ExitExplanation.of(result.exit(), said, surroundings(reasons.machine()));
        }
        return new HookEnd(result.state(), result.exit(), reason, elapsed(), output(result.tail(), content.values()));
    }

    private HookEnd refused(CannotLaunch fault, HookLog log, Machine machine) {
        String message = fault.getMessage();
        try {
            log.begin(CommandLine.display(run.script().text()));
            byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
            log.append(line);
            run.output().listener().output(line, line.length);
        } catch (IOException e) {
            notes.add("Its log could not be written: " + explained(e, machine));
        }
        return notStarted(State.FAILED, new Exit(fault.status(), null), message);
    }

    private HookEnd notStarted(State state, Exit exit, String reason) {
        return new HookEnd(state, exit, reason, elapsed(), output(List.of(), Map.of()));
    }

    private String explained(IOException fault, Machine machine) {
        String message = String.valueOf(fault.getMessage());
        // the number of E2BIG is the same on Linux and macOS; the text depends on the language
        return message.contains("error=7,")
                ? ExitExplanation.ofEnvironment(run.place().env())
                : ExitExplanation.ofFault(message, surroundings(machine));
    }

    private ExitExplanation.Surroundings surroundings(Machine machine) {
        List<Path> likely =
                new ArrayList<>(List.of(run.place().dir(), run.output().log().toAbsolutePath()));
        likely.add(Path.of(System.getProperty("java.io.tmpdir")));
        return new ExitExplanation.Surroundings(machine.name(), Disks.of(likely));
    }

    private HookEnd.Output output(List<String> tail, Map<String, String> values) {
        return new HookEnd.Output(tail, values, notes);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
