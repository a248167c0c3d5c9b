package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds programs on the {@code PATH} of the hook. The virtual machine would take its own {@code PATH}, which need not
 * contain what the user put into the hook's; and {@code cmd} would take a program of the working directory first, where
 * anybody who changes the repository can put one.
 */
final class SearchPath {
    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";
    private static final String USUAL_ENDINGS = ".COM;.EXE;.BAT;.CMD";

    private final Machine machine;
    private final String directories;
    private final List<String> endings;

    SearchPath(Map<String, String> env, Machine machine) {
        this.machine = machine;
        this.directories = value(env, "PATH", machine.windows() ? "" : USUAL);
        this.endings = new ArrayList<>(List.of(""));
        if (machine.windows()) {
            String all = value(env, "PATHEXT", USUAL_ENDINGS).toLowerCase(Locale.ROOT);
            endings.addAll(List.of(all.split(";")));
        }
    }

    /** On Windows {@code Path} is the same variable. */
    private String value(Map<String, String> env, String name, String usual) {
        for (Map.Entry<String, String> variable : env.entrySet()) {
            if (machine.windows()
                    ? variable.getKey().equalsIgnoreCase(name)
                    : variable.getKey().equals(name)) {
                return variable.getValue();
            }
        }
        return usual;
    }

    /** The program by its absolute path; as it is, where it has a slash; null where it is not found. */
    @CheckForNull
    @SuppressFBWarnings(
            value = "DMI_HARDCODED_ABSOLUTE_FILENAME",
            justification = "POSIX systems have sh at this place")
    String find(String program) {
        if (machine.programsElsewhere()) {
            return program;
        }
        if (program.indexOf('/') >= 0 || machine.windows() && program.indexOf('\\') >= 0) {
            return withEnding(program) == null ? null : program;
        }
        for (String directory : directories()) {
            String candidate = directory.isEmpty() ? program : directory + "/" + program;
            // an entry that is not absolute means the hook's directory, not ours: a shell may look there, we do not
            @CheckForNull String found = isAbsolute(candidate) ? withEnding(candidate) : null;
            if (found != null) {
                return found;
            }
        }
        // POSIX demands this one, however odd the hook's PATH is
        return !machine.windows() && program.equals("sh") && isProgram("/bin/sh") ? "/bin/sh" : null;
    }

    /** Where it looks, for messages. */
    String shown() {
        return directories;
    }

    private List<String> directories() {
        // cmd allows quotes around a directory with a semicolon
        return machine.windows()
                ? List.of(directories.replace("\"", "").split(";", -1))
                : List.of(directories.split(":", -1));
    }

    @CheckForNull
    private String withEnding(String file) {
        for (String ending : endings) {
            // a file without an ending is no program for Windows
            boolean named = !ending.isEmpty() || !machine.windows() || file.matches(".*\\.[A-Za-z0-9]+");
            if (named && isProgram(file + ending)) {
                return file + ending;
            }
        }
        return null;
    }

    private static boolean isAbsolute(String file) {
        try {
            return Path.of(file).isAbsolute();
        } catch (InvalidPathException e) {
            return false; // such a file cannot exist
        }
    }

    private boolean isProgram(String file) {
        try {
            Path path = Path.of(file);
            // what the Store of Windows installs is a link that nobody but the system can follow
            return machine.windows()
                    ? Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)
                    : Files.isExecutable(path) && !Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false; // such a file cannot exist
        }
    }
}
