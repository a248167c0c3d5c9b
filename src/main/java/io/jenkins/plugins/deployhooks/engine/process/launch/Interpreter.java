package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who reads a script: a shell by its name, or what a shebang line says.
 *
 * @param program as written: a name for {@code PATH} or a path
 * @param arguments before the script's path
 * @param kind which family it belongs to
 */
record Interpreter(String program, List<String> arguments, Kind kind) {
    enum Kind {
        /** Knows {@code -e} and {@code -x}. */
        POSIX(""),
        POWERSHELL(".ps1"),
        BATCH(".bat"),
        OTHER("");

        final String extension;

        Kind(String extension) {
            this.extension = extension;
        }
    }

    private static final Set<String> POSIX_SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "mksh");

    static boolean isShebang(String text) {
        return text.startsWith("#!");
    }

    /** The interpreter that {@code shell}, a setting, names: a shell's name or path, or a shebang line. */
    static Interpreter ofSetting(String shell) {
        if (isShebang(shell)) {
            return ofShebang(shell);
        }
        Kind kind = kind(shell);
        return switch (kind) {
            case POWERSHELL -> new Interpreter(shell, List.of("-NoProfile", "-NonInteractive", "-File"), kind);
            case BATCH -> new Interpreter("cmd", List.of("/c"), kind);
            default -> new Interpreter(shell, List.of(), kind);
        };
    }

    /**
     * The interpreter of a text that begins with {@code #!}, read as Linux does: all behind the program is one argument.
     */
    static Interpreter ofShebang(String text) {
        String line = text.substring(2).lines().findFirst().orElse("").strip();
        String[] parts = line.split("[ \t]+", 2);
        List<String> arguments = parts.length == 2 ? List.of(parts[1]) : List.of();
        String name = parts[0];
        if (baseName(name).equals("env") && parts.length == 2) {
            String[] words = parts[1].split("[ \t]+");
            name = words[words[0].equals("-S") && words.length > 1 ? 1 : 0];
        }
        return new Interpreter(parts[0], arguments, kind(name));
    }

    /** With {@code -e} and {@code -x} where asked for; others than POSIX shells are left as they are. */
    Interpreter with(boolean errexit, boolean trace) {
        if (kind != Kind.POSIX) {
            return this;
        }
        List<String> all = new ArrayList<>(arguments);
        if (errexit) {
            all.add("-e");
        }
        if (trace) {
            all.add("-x");
        }
        return new Interpreter(program, all, kind);
    }

    /** The program found on {@code path}, and its arguments. */
    List<String> resolved(SearchPath path, Machine machine) throws CannotLaunch {
        @CheckForNull String found = path.find(program);
        if (found == null) {
            throw new CannotLaunch(
                    CannotLaunch.NOT_FOUND,
                    "Interpreter '" + program + "' not found on agent " + machine.name() + ". "
                            + (program.indexOf('/') >= 0
                                    ? "There is no such program there: install it, or name another shell."
                                    : "PATH is " + String.join(":", path.directories())
                                            + ": install it there, extend PATH, or name another shell."));
        }
        List<String> all = new ArrayList<>();
        all.add(found);
        all.addAll(arguments);
        return all;
    }

    private static Kind kind(String program) {
        String name = baseName(program).toLowerCase(Locale.ROOT);
        if (name.endsWith(".exe")) {
            name = name.substring(0, name.length() - 4);
        }
        if (POSIX_SHELLS.contains(name)) {
            return Kind.POSIX;
        }
        return switch (name) {
            case "pwsh", "powershell" -> Kind.POWERSHELL;
            case "bat", "cmd" -> Kind.BATCH;
            default -> Kind.OTHER;
        };
    }

    private static String baseName(String program) {
        return program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    }
}
