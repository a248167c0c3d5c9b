package io.jenkins.plugins.deployhooks.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a {@code deploy-hooks} that does what the one at the repository's root does, with the classes under test. */
final class Launcher {
    private Launcher() {}

    /** The launcher in {@code directory}. */
    static Path in(Path directory) throws IOException {
        Files.createDirectories(directory);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Whoever runs the tests in the background has SIGINT or SIGHUP ignored, and a JVM would leave it so.
        List<String> lines = List.of(
                "#!/bin/sh",
                "terminal=false; [ -t 1 ] && terminal=true",
                "error=false; [ -t 2 ] && error=true",
                "set -- " + quoted(java) + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
                        + " -Ddeployhooks.terminal=$terminal -Ddeployhooks.terminal.error=$error"
                        + " -cp " + quoted(classpath()) + " " + Main.class.getName() + " \"$@\"",
                "if env --default-signal=INT,HUP true 2>/dev/null; then set -- env --default-signal=INT,HUP \"$@\"; fi",
                "exec \"$@\"");
        Path file = directory.resolve("deploy-hooks");
        Files.write(file, lines);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
        return file;
    }

    private static String classpath() {
        // Surefire may put one jar that points at the others on the class path.
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> wanted =
                List.of("standalone" + File.separator + "target", "jackson", "snakeyaml", "EvalEx", "picocli", "zstd");
        List<String> needed = List.of(all.split(File.pathSeparator)).stream()
                .filter(entry -> wanted.stream().anyMatch(entry::contains) && !entry.endsWith("test-classes"))
                .toList();
        return needed.isEmpty() ? all : String.join(File.pathSeparator, needed);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
