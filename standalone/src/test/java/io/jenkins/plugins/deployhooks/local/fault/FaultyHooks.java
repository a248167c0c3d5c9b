package io.jenkins.plugins.deployhooks.local.fault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import io.jenkins.plugins.deployhooks.engine.process.HookRunner;
import io.jenkins.plugins.deployhooks.engine.process.StopRequest;
import io.jenkins.plugins.deployhooks.engine.report.LogHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs hooks, as programs or as plays of them, on an agent that may go away. */
final class FaultyHooks implements HookRunner {
    private final Dice dice;

    /** Runs programs; null: what they do is played. */
    @CheckForNull
    private final HookRunner programs;

    /** Somebody who aborts. */
    private final Runnable abort;

    private boolean gone;

    FaultyHooks(Dice dice, @CheckForNull HookRunner programs, Runnable abort) {
        this.dice = dice;
        this.programs = programs;
        this.abort = abort;
    }

    /** Whether the agent is away for good, so that nothing else can be done there either. */
    boolean isGone() {
        return gone;
    }

    @Override
    public HookEnd run(HookRun run, StopRequest stop) {
        if (dice.causes(Fault.ENGINE_DIES)) {
            throw new Death();
        }
        if (dice.causes(Fault.PROCESS_PORT_THROWS)) {
            throw new IllegalStateException("a fault of the process port");
        }
        gone |= dice.causes(Fault.AGENT_GONE_FOR_GOOD);
        if (gone || dice.causes(Fault.AGENT_LOST)) {
            return HookEnd.of(State.LOST, "the agent went away");
        }
        boolean badLog = dice.causes(Fault.LOG_CANNOT_BE_WRITTEN);
        try {
            if (badLog) {
                Files.createDirectories(run.output().log());
            }
            if (dice.causes(Fault.ABORTED)) {
                aborts(dice.adds(Fault.ABORTED_TWICE) ? 2 : 1);
            }
            return programs == null ? played(run, stop, badLog) : programs.run(run, stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (badLog) {
                run.output().log().toFile().delete();
            }
        }
    }

    private void aborts(int times) {
        for (int i = 0; i < times; i++) {
            Thread somebody = new Thread(abort, "somebody who aborts");
            somebody.start();
            try {
                somebody.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private HookEnd played(HookRun run, StopRequest stop, boolean badLog) throws IOException {
        if (stop.level() != StopRequest.Level.NONE) {
            return HookEnd.of(State.ABORTED, "Stop was requested before it started.");
        }
        if (badLog) {
            return HookEnd.of(State.FAILED, "The log could not be written");
        }
        Path log = run.output().log();
        Files.createDirectories(log.getParent());
        Files.writeString(
                log,
                LogHeader.of(Instant.now(), run.script().text()) + "output of " + run.label() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        byte[] shown = run.label().getBytes(StandardCharsets.UTF_8);
        run.output().listener().output(shown, shown.length);
        act(run);
        return end();
    }

    /** What the commands of the definition do. */
    private static void act(HookRun run) throws IOException {
        Path root = run.place().root();
        Path page = root.resolve("dist/page");
        Map<String, String> env = run.place().env();
        String id = env.get("DEPLOY_ID");
        if (run.label().equals("build")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, Shop.built(root));
            return;
        }
        String line =
                id + " " + env.get("DEPLOY_EVENT") + "/" + env.get("DEPLOY_HOOK") + " " + env.get("DEPLOY_ATTEMPT");
        if (run.label().equals("run")) {
            boolean right = Files.isRegularFile(page) && Files.readString(page).equals(Shop.built(root));
            line = right ? "" : id + " WRONG 1";
        }
        if (!line.isEmpty()) {
            Files.writeString(
                    Path.of(env.get("TRAIL")), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private HookEnd end() {
        if (dice.causes(Fault.HOOK_FAILS)) {
            return ended(State.FAILED, 1 + dice.below(100));
        }
        if (dice.causes(Fault.HOOK_ENDED_BY_SIGNAL)) {
            return ended(State.FAILED, 137);
        }
        if (dice.causes(Fault.HOOK_TIMES_OUT)) {
            return ended(State.TIMED_OUT, 143);
        }
        return ended(State.OK, 0);
    }

    private static HookEnd ended(State state, int status) {
        return new HookEnd(
                state,
                HookEnd.Exit.ofStatus(status),
                state == State.OK ? "" : "status " + status,
                Duration.ofMillis(3),
                new HookEnd.Output(List.of("the last line"), Map.of(), List.of()));
    }
}
