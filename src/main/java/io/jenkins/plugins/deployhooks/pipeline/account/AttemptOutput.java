package io.jenkins.plugins.deployhooks.pipeline.account;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.ConsoleNote;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration;
import io.jenkins.plugins.deployhooks.engine.report.LogHeader;
import io.jenkins.plugins.deployhooks.engine.report.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Where the output of one attempt goes: to the node's own log, and to the hook's log in the directory of the build, both
 * through the filters of the context, which mask secrets (S61, S62). Safe for use by several threads.
 */
public final class AttemptOutput {
    private static final int REMEMBERED = 16 * 1024;

    private final PrintStream node;
    private final PrintStream masked;
    private final LogFile file;
    private final LogCap cap;

    /** The build of a Pipeline; null: it is of another kind, and its context knows all filters. */
    @CheckForNull
    private final FlowExecutionOwner build;

    @CheckForNull
    private final TaskListenerDecorator filters;

    private final OutputPosition place;

    private boolean atLineStart = true;
    private String forgetful = "";

    /** Opens the log of {@code subject} to go on where it ended. */
    public AttemptOutput(Subject subject, StepContext context) throws IOException, InterruptedException {
        Path log = subject.log();
        place = OutputPosition.open(subject.position(), log);
        node = StepLog.of(context).getLogger();
        cap = new LogCap(DeployHooksConfiguration.get().logBytes(), Files.exists(log) ? Files.size(log) : 0);
        file = new LogFile(log, place.base());
        if (LogFile.lastLine(log).endsWith(cap.sentence())) {
            // it was cut before a restart: nothing comes behind that line
            cap.fill();
            file.full = true;
        }
        filters = StepLog.filters(context);
        FlowExecution program = context.get(FlowExecution.class);
        build = program == null ? null : program.getOwner();
        masked = filtered(file);
    }

    private PrintStream filtered(OutputStream out) throws IOException, InterruptedException {
        if (build == null) {
            return new PrintStream(filters == null ? out : filters.decorate(out), false, StandardCharsets.UTF_8);
        }
        return TaskListenerDecorator.apply(new StreamTaskListener(out, StandardCharsets.UTF_8), build, filters)
                .getLogger();
    }

    /** Whether the filters of the context would not let {@code text} through as it is: a secret is in it. */
    public boolean hides(String text) {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        try (PrintStream stream = filtered(passed)) {
            stream.println(text);
        } catch (IOException | RuntimeException e) {
            // Who cannot ask the filters has to take it for a secret.
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        // filters may add something of their own to each line, such as the time
        String all = passed.toString(StandardCharsets.UTF_8);
        return !text.lines().allMatch(all::contains);
    }

    /** The header of the log (S62). */
    public synchronized void begin(String display) {
        byte[] header = LogHeader.of(Instant.now(), display).getBytes(StandardCharsets.UTF_8);
        file.quietly(() -> {
            masked.write(header, 0, header.length);
            masked.flush();
        });
        try {
            place.begin(file.length);
        } catch (IOException e) {
            forgets(e);
        }
    }

    /** How many bytes of the hook's output are known. */
    public synchronized long position() {
        return place.position();
    }

    /**
     * Some more of what the hook has written; what is known already is passed over.
     *
     * @param from how many bytes it had written before
     * @return false: some bytes are missing in between, or there is no such position, and nothing was done
     */
    public synchronized boolean write(long from, byte[] bytes) {
        long known = place.position() - from;
        if (from < 0 || known < 0) {
            return false;
        }
        if (known < bytes.length) {
            add(known == 0 ? bytes : Arrays.copyOfRange(bytes, (int) known, bytes.length));
        }
        return true;
    }

    /**
     * A filter may hold back a line until it ends; what has not passed it when the controller is killed is lost with it. So
     * what counts as kept ends with a line, unless the rest was seen behind the filters.
     */
    private void add(byte[] bytes) {
        int lines = bytes.length;
        while (lines > 0 && bytes[lines - 1] != '\n') {
            lines--;
        }
        if (lines > 0) {
            write(lines == bytes.length ? bytes : Arrays.copyOf(bytes, lines));
            keep(lines);
        }
        int rest = bytes.length - lines;
        if (rest > 0) {
            long before = file.length;
            write(Arrays.copyOfRange(bytes, lines, bytes.length));
            if (file.length - before >= rest) {
                keep(rest);
            } else {
                place.add(rest);
            }
        }
    }

    private void keep(int count) {
        place.add(count);
        if (!file.fault.isEmpty()) {
            return; // what is not in the log is asked for again after a restart
        }
        try {
            place.keep(place.position(), file.length);
        } catch (IOException e) {
            forgets(e);
        }
    }

    private void forgets(IOException fault) {
        forgetful = "A restart would repeat some of its output: " + fault.getMessage();
    }

    /** Some output, or what stands in its place, in both logs as far as they may grow; among the last lines in any case. */
    public synchronized void write(byte[] bytes) {
        boolean before = cap.isFull();
        int kept = cap.keep(bytes);
        if (kept > 0) {
            masked.write(bytes, 0, kept);
            masked.flush();
            node.write(bytes, 0, kept);
            node.flush();
            atLineStart = bytes[kept - 1] == '\n';
        }
        if (cap.isFull()) {
            if (!before) {
                cut();
            }
            // The last lines are known all the same.
            masked.write(bytes, kept, bytes.length - kept);
            masked.flush();
        }
    }

    private void cut() {
        byte[] line = ((atLineStart ? "" : "\n") + cap.sentence() + "\n").getBytes(StandardCharsets.UTF_8);
        file.quietly(() -> {
            masked.write(line, 0, line.length);
            masked.flush();
        });
        file.full = true;
        say(cap.sentence());
    }

    /** A line for people, in the node's log alone. */
    public synchronized void say(String line) {
        if (!atLineStart) {
            node.println();
            atLineStart = true;
        }
        node.println("[deploy-hooks] " + line);
        node.flush();
    }

    /** Ends the hook's log; the node's is ended with its step. */
    public synchronized void close() throws IOException {
        if (!atLineStart) {
            node.println();
            atLineStart = true;
        }
        try {
            masked.close();
        } finally {
            place.close();
        }
    }

    /** Its end is recorded: nobody asks for its output again. */
    public synchronized void settle() throws IOException {
        place.delete();
    }

    /** The last lines of the output, masked. */
    public synchronized List<String> tail() {
        return file.tail.lines();
    }

    /** Why the hook's log is not complete, a sentence each; none where it is. */
    public synchronized List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!file.fault.isEmpty()) {
            notes.add("Its log in the directory of the build is not complete: " + file.fault);
        }
        if (!forgetful.isEmpty()) {
            notes.add(forgetful);
        }
        if (cap.isFull()) {
            notes.add(cap.sentence());
        }
        return notes;
    }

    /** The file behind the filters; a fault of it never ends the hook. */
    private static final class LogFile extends OutputStream {
        private final OutputStream out;
        /** Filters may put notes for Jenkins' own pages into the log. */
        private final Tail tail = textOnly();

        private String fault = "";
        private boolean remembering = true;
        private boolean full;
        private long length;

        /** @param base where the output of this attempt begins; what is before is of others, or the header */
        LogFile(Path log, long base) throws IOException {
            Files.createDirectories(Objects.requireNonNull(log.getParent()));
            out = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            length = Files.size(log);
            // What was there before a restart belongs to the last lines too.
            remember(log, base, tail);
        }

        private static Tail textOnly() {
            return new Tail(ConsoleNote::removeNotes);
        }

        /** The last line of {@code log}, whoever wrote it; empty where there is none. */
        static String lastLine(Path log) throws IOException {
            Tail end = textOnly();
            remember(log, 0, end);
            return end.lines().stream().reduce("", (before, line) -> line);
        }

        private static void remember(Path log, long base, Tail tail) throws IOException {
            try (RandomAccessFile in = new RandomAccessFile(log.toFile(), "r")) {
                in.seek(Math.max(base, in.length() - REMEMBERED));
                byte[] bytes = new byte[(int) (in.length() - in.getFilePointer())];
                in.readFully(bytes);
                tail.add(bytes, 0, bytes.length);
            }
        }

        /** Writes what is no output of the hook. */
        void quietly(Runnable part) {
            remembering = false;
            part.run();
            remembering = true;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            if (remembering) {
                tail.add(bytes, offset, count);
            }
            if (full || !fault.isEmpty()) {
                return;
            }
            try {
                out.write(bytes, offset, count);
                length += count;
            } catch (IOException e) {
                fault = String.valueOf(e.getMessage());
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
