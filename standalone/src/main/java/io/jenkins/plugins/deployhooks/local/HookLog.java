package io.jenkins.plugins.deployhooks.local;

import io.jenkins.plugins.deployhooks.engine.report.LogHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** The log file of a hook: the header of S62, then the output as it was. */
final class HookLog {
    private final Path file;
    private Path realPath;
    private long begin;

    HookLog(Path file) {
        this.file = file.toAbsolutePath();
        this.realPath = this.file;
    }

    /** Appends the header; what an earlier attempt wrote stays in front of it. */
    void begin(String command) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            String header = LogHeader.of(Instant.now(), command);
            boolean unfinished = Files.exists(file) && !endsWithLineFeed();
            append((unfinished ? "\n" + header : header).getBytes(StandardCharsets.UTF_8));
            begin = Files.size(file);
            realPath = file.toRealPath();
        } catch (IOException e) {
            throw new IOException("Its log " + file + " cannot be written: " + e, e);
        }
    }

    void append(byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The file with links resolved, as the system shows it; after {@link #begin}. */
    Path realPath() {
        return realPath;
    }

    /** What {@code process} appends after the header. */
    LogFollower.Source source(Process process) {
        return new LogFollower.Source(realPath, begin, process);
    }

    private boolean endsWithLineFeed() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
        }
    }
}
