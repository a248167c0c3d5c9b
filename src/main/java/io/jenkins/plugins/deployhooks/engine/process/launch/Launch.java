package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What to start for one attempt of a hook.
 *
 * @param program the program, by absolute path wherever it was found, and its arguments
 * @param text what goes into a private file whose path becomes the last argument; null: nothing to write
 * @param display the command as people know it (S62), of one line
 * @param notes what people should know although it is no failure
 * @param sourcing reads variables before; null: nobody does
 */
public record Launch(
        List<String> program,
        @CheckForNull Text text,
        String display,
        List<String> notes,
        @CheckForNull Sourcing sourcing) {
    public Launch {
        program = List.copyOf(program);
        notes = List.copyOf(notes);
    }

    /** Nobody reads variables before. */
    public Launch(List<String> program, @CheckForNull Text text, String display, List<String> notes) {
        this(program, text, display, notes, null);
    }

    /**
     * A shell that reads a file of variables, where it exists, and becomes what is started: so all of that sees them.
     *
     * @param shell the shell, as a program
     * @param file the file, absolute
     */
    public record Sourcing(String shell, String file) {
        /** What the shell does with its arguments. Variables without export count, too: the platform's documents have such. */
        public static final String SCRIPT =
                "sourced() { set -a; . \"$1\"; set +a; }; if [ -f \"$1\" ]; then sourced \"$1\"; fi; shift; exec"
                        + " \"$@\"\n";
    }

    /**
     * The content of the private file. A file, not an argument: no limit of length, and nothing of it shows up in the
     * list of processes.
     *
     * @param content the script, unchanged
     * @param extension which its interpreter wants, such as {@code .ps1}; may be empty
     */
    public record Text(String content, String extension) {
        private static final int LONGEST = 100;

        /** A name for the file, made of {@code label}: shells show it in their messages. */
        public String fileName(String label) {
            String name = label.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
            String shown = name.isEmpty() ? "hook" : name.substring(0, Math.min(name.length(), LONGEST));
            return "script-" + shown + extension;
        }
    }

    /**
     * The arguments, the program first.
     *
     * @param file where the text was written; null where there is none
     */
    public List<String> arguments(@CheckForNull Path file) {
        return sourcing == null ? plain(file) : arguments(file, List.of("-c", Sourcing.SCRIPT, "sh"));
    }

    /**
     * The same for launchers that hand on only plain words.
     *
     * @param script where {@link Sourcing#SCRIPT} was written, if it is needed
     */
    public List<String> arguments(@CheckForNull Path file, Path script) {
        return sourcing == null ? plain(file) : arguments(file, List.of(script.toString()));
    }

    private List<String> arguments(@CheckForNull Path file, List<String> script) {
        Sourcing before = Objects.requireNonNull(sourcing);
        List<String> arguments = new ArrayList<>(List.of(before.shell()));
        arguments.addAll(script);
        arguments.add(before.file());
        arguments.addAll(plain(file));
        return arguments;
    }

    private List<String> plain(@CheckForNull Path file) {
        if (file == null) {
            return program;
        }
        List<String> arguments = new ArrayList<>(program);
        arguments.add(file.toString());
        return arguments;
    }
}
