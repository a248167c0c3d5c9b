package io.jenkins.plugins.deployhooks.local.fault;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What deployments must not leave in this process and on this machine. Handles and processes are seen on Linux alone. */
final class Leaks {
    private static final int SLACK = 8;
    private static final Path PROC = Path.of("/proc");

    private final Path directory;
    private final int threads;
    private final int handles;
    private final Set<Path> temporary;

    /** Looks how it is now; {@code directory} is where the deployments are. */
    Leaks(Path directory) throws IOException {
        this.directory = directory;
        this.threads = threads();
        this.handles = handles();
        this.temporary = new HashSet<>(temporary());
    }

    /** What is more than before, and should not be. */
    List<String> found() throws IOException {
        List<String> leaks = new ArrayList<>();
        if (threads() > threads + SLACK) {
            leaks.add("threads: " + threads + " before, " + threads() + " now");
        }
        if (handles() > handles + SLACK) {
            leaks.add("file handles: " + handles + " before, " + handles() + " now");
        }
        List<Path> more = new ArrayList<>(temporary());
        more.removeAll(temporary);
        if (!more.isEmpty()) {
            leaks.add("temporary files: " + more);
        }
        List<String> processes = processes();
        if (!processes.isEmpty()) {
            leaks.add("processes: " + processes);
        }
        return leaks;
    }

    String now() {
        return "%d threads (%d at first), %d file handles (%d at first)"
                .formatted(threads(), threads, handles(), handles);
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private static int handles() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    /** Those of this process: others have theirs in the same place. */
    private static List<Path> temporary() throws IOException {
        String ours = "deploy-hook-" + ProcessHandle.current().pid() + "-";
        return Trees.children(Path.of(System.getProperty("java.io.tmpdir"))).stream()
                .filter(path -> path.getFileName().toString().startsWith(ours))
                .toList();
    }

    /** Programs that still run in the environment of one of our deployments. */
    private List<String> processes() throws IOException {
        List<String> found = new ArrayList<>();
        String ours = "TRAIL=" + directory;
        for (Path process : Trees.children(PROC)) {
            if (!process.getFileName().toString().matches("\\d+")) {
                continue;
            }
            try {
                String env = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
                if (env.contains(ours)) {
                    found.add(process.getFileName() + " "
                            + Files.readString(process.resolve("cmdline")).replace('\0', ' '));
                }
            } catch (IOException e) {
                // It has ended, or is somebody else's: not ours in either case.
                continue;
            }
        }
        return found;
    }
}
