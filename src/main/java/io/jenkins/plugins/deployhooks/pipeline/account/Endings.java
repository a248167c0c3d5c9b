package io.jenkins.plugins.deployhooks.pipeline.account;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.remote.Ending;
import io.jenkins.plugins.deployhooks.engine.process.ExitExplanation;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.Exit;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd.State;
import io.jenkins.plugins.deployhooks.engine.report.PlainLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Says how an attempt ended. */
public final class Endings {
    private static final int LONGEST_LINE = 4000;

    private final Journal journal;
    private final Predicate<String> secrets;
    private final List<String> notes = new ArrayList<>();

    /**
     * Of the attempt that {@code journal} is about.
     *
     * @param secrets tells whether a text holds a secret
     */
    public Endings(Journal journal, Predicate<String> secrets) {
        this.journal = journal;
        this.secrets = secrets;
    }

    /** Something people should know; nothing is added where it is empty. */
    public synchronized void note(String text) {
        if (!text.isEmpty()) {
            notes.add(line(text));
        }
    }

    /** How it ended, and why. */
    public record How(State state, String reason) {}

    /** It ended by itself. */
    public HookEnd byItself(Ending ending, List<String> tail) {
        Exit exit = Exit.ofStatus(ending.status());
        if (ending.status() == 0) {
            return of(new How(State.OK, ""), exit, output(ending, tail));
        }
        List<ExitExplanation.Disk> disks = ending.disks().entrySet().stream()
                .map(disk -> new ExitExplanation.Disk(disk.getKey(), disk.getValue()))
                .toList();
        ExitExplanation.Surroundings surroundings = new ExitExplanation.Surroundings(journal.agent(), disks);
        String reason = ExitExplanation.of(exit, tail, surroundings);
        return of(new How(State.FAILED, reason), exit, output(ending, tail));
    }

    /** It was stopped; null: nothing was heard of its end. */
    public HookEnd stopped(How how, @CheckForNull Ending ending, List<String> tail) {
        return of(how, ending == null ? Exit.NONE : Exit.ofStatus(ending.status()), output(ending, tail));
    }

    /** It could not be started, with the status a shell would give it, or nobody knows how it ended. */
    public HookEnd without(How how, Exit exit, List<String> tail) {
        return of(how, exit, output(null, tail));
    }

    private synchronized HookEnd.Output output(@CheckForNull Ending ending, List<String> tail) {
        List<String> all = new ArrayList<>(notes);
        if (ending == null) {
            return new HookEnd.Output(tail, Map.of(), all);
        }
        all.addAll(ending.found().notes());
        Map<String, String> values = new LinkedHashMap<>();
        new TreeMap<>(ending.found().values()).forEach((name, value) -> {
            if (secrets.test(value)) {
                all.add("The value of " + name + " in its DEPLOY_OUTPUT holds a secret and is not handed on, since it"
                        + " would be saved with the build; bind the credentials where they are needed.");
            } else {
                values.put(name, value);
            }
        });
        return new HookEnd.Output(tail, values, all);
    }

    /** The same with more to know. */
    public static HookEnd with(HookEnd end, List<String> notes) {
        List<String> all = new ArrayList<>(end.output().notes());
        all.addAll(notes);
        HookEnd.Output output =
                new HookEnd.Output(end.output().tail(), end.output().values(), all);
        return new HookEnd(end.state(), end.exit(), end.reason(), end.duration(), output);
    }

    /** Names of processes, faults of agents and of launchers are in it: none of them may look like a line of Jenkins. */
    private static String line(String text) {
        return PlainLine.of(text, LONGEST_LINE);
    }

    private HookEnd of(How how, Exit exit, HookEnd.Output output) {
        long start = journal.startedAt();
        // both readings are of the controller's clock, which may be set back
        long millis = start == 0 ? 0 : Math.max(0, System.currentTimeMillis() - start);
        return new HookEnd(how.state(), exit, line(how.reason()), Duration.ofMillis(millis), output);
    }
}
