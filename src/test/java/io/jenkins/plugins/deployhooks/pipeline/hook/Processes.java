package io.jenkins.plugins.deployhooks.pipeline.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The machine's table of processes, asked directly. */
final class Processes {
    private Processes() {}

    /** Command lines of living processes that contain {@code text}, our own left out. */
    static List<String> with(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ');
                    if (line.contains(text)
                            && Long.parseLong(process.getFileName().toString())
                                    != ProcessHandle.current().pid()) {
                        found.add(process.getFileName() + " " + line);
                    }
                } catch (IOException e) {
                    // it has just ended
                    continue;
                }
            }
        }
        return found;
    }
}
