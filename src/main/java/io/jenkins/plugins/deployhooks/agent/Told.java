package io.jenkins.plugins.deployhooks.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.remote.Ending;
import io.jenkins.plugins.deployhooks.agent.remote.Prepared;
import io.jenkins.plugins.deployhooks.engine.process.OutputFile;
import io.jenkins.plugins.deployhooks.engine.report.PlainLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What agents say of hooks, held to what it can be: they are not trusted, whatever our own code there has looked at. */
public final class Told {
    /** The most bytes of output in one call. */
    public static final int MOST_OUTPUT = 1024 * 1024;

    private static final int MOST_LINES = 50;
    private static final int LONGEST_LINE = 2000;
    private static final int MOST_WORDS = 10_000;
    private static final int LONGEST_PROGRAM = 4 * 1024 * 1024;
    private static final int LONGEST_DISPLAY = 100_000;

    private Told() {}

    /**
     * The end of a hook.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    public static Ending ending(@CheckForNull Ending said) {
        if (said == null || said.found() == null) {
            throw new IllegalArgumentException("it lacks what the hook has left");
        }
        OutputFile.Content values = OutputFile.check(said.found().values());
        List<String> notes = new ArrayList<>(lines(said.found().notes()));
        notes.addAll(values.notes());
        Map<String, Long> disks = new TreeMap<>();
        for (Map.Entry<?, ?> disk : said.disks().entrySet()) {
            if (disks.size() < MOST_LINES && disk.getValue() instanceof Long free) {
                disks.put(line(disk.getKey()), Math.max(0, free));
            }
        }
        return new Ending(said.status(), said.left(), new Ending.Found(values.values(), notes), disks);
    }

    /**
     * What was found or made before a start.
     *
     * @throws IOException if it cannot be that
     */
    public static Prepared prepared(@CheckForNull Prepared said) throws IOException {
        if (said == null
                || said.state() == null
                || said.rest() == null
                || said.display() == null
                || said.program() == null) {
            throw new IOException("The agent gave no answer that is one.");
        }
        checkProgram(said.program(), said.state());
        String display = said.display();
        return new Prepared(
                said.state(),
                said.program(),
                display.substring(0, Math.min(display.length(), LONGEST_DISPLAY)),
                new Prepared.Rest(
                        said.rest().status(),
                        line(said.rest().message()),
                        Math.max(0, said.rest().idleMillis()),
                        lines(said.rest().notes())));
    }

    private static void checkProgram(Prepared.Program program, Prepared.State state) throws IOException {
        long length = 0;
        for (Object word : program.words()) {
            length += length(word);
        }
        boolean own = true;
        for (Map.Entry<?, ?> variable : program.env().entrySet()) {
            length += length(variable.getKey()) + length(variable.getValue());
            own &= String.valueOf(variable.getKey()).startsWith(Prepared.Program.OWN);
        }
        boolean none = program.words().isEmpty() && state == Prepared.State.READY;
        int count = program.words().size() + program.env().size();
        if (none || !own || count > MOST_WORDS || length > LONGEST_PROGRAM) {
            throw new IOException("The agent gave no program that can be started.");
        }
    }

    private static long length(Object said) {
        return said instanceof String text ? text.length() : Integer.MAX_VALUE;
    }

    /** Notes for people, as lines that are fit for logs and pages, and not without number; null: none. */
    public static List<String> lines(@CheckForNull List<?> said) {
        if (said == null) {
            return List.of();
        }
        List<String> lines =
                new ArrayList<>(said.stream().limit(MOST_LINES).map(Told::line).toList());
        if (said.size() > MOST_LINES) {
            lines.add((said.size() - MOST_LINES) + " more notes of the agent were left out.");
        }
        return lines;
    }

    /** {@code text} as one line that is fit for logs and pages. */
    public static String line(@CheckForNull Object text) {
        return PlainLine.of(text, LONGEST_LINE);
    }
}
