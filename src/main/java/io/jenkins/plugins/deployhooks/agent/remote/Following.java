package io.jenkins.plugins.deployhooks.agent.remote;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deployhooks.engine.process.ExitExplanation;
import io.jenkins.plugins.deployhooks.engine.process.OutputFile;
import io.jenkins.plugins.deployhooks.engine.process.disk.Disks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Reads what the output of one hook gains, until the end is in it. For one thread. */
final class Following {
    private static final int BUFFER = 512 * 1024;
    private static final long SHORTEST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    /** How long after the status came the output is waited for. */
    private static final long LAST_OUTPUT_NANOS = 5_000_000_000L;

    private final Path directory;
    private final ControlFiles files;
    private final EndMarker marker;
    private final HookEvents events;
    private final byte[] buffer = new byte[BUFFER];
    private int held;
    private long position;
    private long statusSeen;
    private boolean ended;

    Following(Path directory, String cookie, HookEvents events) {
        this.directory = directory;
        this.files = new ControlFiles(directory);
        this.marker = new EndMarker(cookie);
        this.events = events;
    }

    /**
     * Tells everything from {@code from} on.
     *
     * @param from how many bytes of the output are known already
     * @param heard whether somebody listens still
     */
    void untilEnd(long from, BooleanSupplier heard) throws IOException, InterruptedException {
        if (!files.exists()) {
            events.gone("Its control directory " + directory + " is gone.");
            return;
        }
        position = from;
        follow(heard);
        if (ended) {
            // not before the output is closed: Windows keeps a directory with an open file in it
            Util.deleteRecursive(directory.toFile());
        }
    }

    private void follow(BooleanSupplier heard) throws IOException, InterruptedException {
        try (SeekableByteChannel output = Files.newByteChannel(files.output())) {
            output.position(position);
            long pause = SHORTEST_PAUSE_MILLIS;
            while (heard.getAsBoolean()) {
                if (read(output)) {
                    EndMarker.Piece piece = marker.find(buffer, held);
                    deliver(piece.plain());
                    @CheckForNull ControlFiles.Status status = piece.status();
                    if (status != null) {
                        end(status, "");
                        return;
                    }
                    pause = SHORTEST_PAUSE_MILLIS;
                } else if (isOver()) {
                    return;
                } else {
                    Thread.sleep(pause);
                    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
                }
            }
        }
    }

    private boolean read(SeekableByteChannel output) throws IOException {
        int count = output.read(ByteBuffer.wrap(buffer, held, buffer.length - held));
        held += Math.max(count, 0);
        return count > 0;
    }

    private void deliver(int length) throws IOException {
        if (length == 0) {
            return;
        }
        events.output(position, Arrays.copyOf(buffer, length));
        held -= length;
        System.arraycopy(buffer, length, buffer, 0, held);
        position += length;
    }

    /** Without anything new to read: whether no mark will come any more. */
    private boolean isOver() throws IOException {
        ControlFiles.Status status = files.status();
        if (status == null) {
            if (!files.exists()) {
                events.gone("Its control directory " + directory + " was deleted while it ran.");
                return true;
            }
            return false;
        }
        if (statusSeen == 0) {
            statusSeen = System.nanoTime();
            return false; // what was written before the status is there by now
        }
        boolean late = System.nanoTime() - statusSeen > LAST_OUTPUT_NANOS;
        if (!Follower.hasCopier() || files.isUncopied() || late) {
            deliver(held);
            end(status, Follower.hasCopier() ? "The last output may be missing: it could not be written." : "");
            return true;
        }
        return false;
    }

    private void end(ControlFiles.Status status, String note) throws IOException {
        OutputFile.Content content = OutputFile.read(files.values());
        List<String> notes = new ArrayList<>(content.notes());
        if (!note.isEmpty()) {
            notes.add(note);
        }
        Map<String, Long> disks = new HashMap<>();
        if (status.code() != 0) {
            for (ExitExplanation.Disk disk :
                    Disks.of(List.of(directory, Path.of(System.getProperty("java.io.tmpdir"))))) {
                disks.put(disk.mount(), disk.freeBytes());
            }
        }
        events.ended(new Ending(status.code(), status.left(), new Ending.Found(content.values(), notes), disks));
        ended = true;
    }
}
