package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Finds programs on the {@code PATH} of the hook. The virtual machine would take its own {@code PATH}, which need not
 * contain what the user put into the hook's.
 */
final class SearchPath {
    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

    private final String directories;
    private final boolean blind;

    SearchPath(Map<String, String> env, Machine machine) {
        boolean windows = machine.windows();
        // Windows has search rules of its own, which starting a process applies
        this.blind = windows || machine.programsElsewhere();
        String own = env.get("PATH");
        if (own == null && windows) {
            own = env.get("Path");
        }
        this.directories = own != null ? own : windows ? "" : USUAL;
    }

    /** The program by its absolute path; as it is, where it has a slash; null where it is not found. */
    @CheckForNull
    @SuppressFBWarnings(
            value = "DMI_HARDCODED_ABSOLUTE_FILENAME",
            justification = "POSIX systems have sh at this place")
    String find(String program) {
        if (blind) {
            return program;
        }
        if (program.indexOf('/') >= 0) {
            return executable(program) ? program : null;
        }
        for (String directory : directories.split(File.pathSeparator, -1)) {
            String candidate = directory.isEmpty() ? program : directory + "/" + program;
            // an entry that is not absolute means the hook's directory, not ours: a shell may look there, we do not
            if (candidate.startsWith("/") && executable(candidate)) {
                return candidate;
            }
        }
        // POSIX demands this one, however odd the hook's PATH is
        return program.equals("sh") && executable("/bin/sh") ? "/bin/sh" : null;
    }

    /** Where it looks, for messages. */
    List<String> directories() {
        return List.of(directories.split(File.pathSeparator, -1));
    }

    private static boolean executable(String file) {
        try {
            Path path = Path.of(file);
            return Files.isExecutable(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false; // such a file cannot exist
        }
    }
}
