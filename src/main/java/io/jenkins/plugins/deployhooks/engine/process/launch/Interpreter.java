package io.jenkins.plugins.deployhooks.engine.process.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
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

    private static final String FILE = "-File";

    /**
     * PowerShell ends with 0 whatever the last command of a file ended with. Behind the text, not before it (S52); and
     * {@code $?} is false for what is no program, and for what was not found. The semicolon ends a text that is not
     * complete: what ends with an operator or a backtick would take these lines in. No command is called, since the text
     * may have put another in its place, or may have forbidden that its module be loaded.
     */
    private static final String LAST_STATUS = "\n;$deployHookDone = $?\n"
            // reading a variable that nobody has set is an error in strict mode
            + "try { $deployHookStatus = $LASTEXITCODE } catch { $deployHookStatus = 0 }\n"
            + "if ($deployHookStatus) { exit $deployHookStatus }\n"
            + "if (-not $deployHookDone) { exit 1 }\n";

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
            case POWERSHELL -> new Interpreter(shell, List.of("-NoProfile", "-NonInteractive", FILE), kind);
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

    /** The program found on {@code path}, and its arguments; nothing where the script itself is what to start. */
    List<String> resolved(SearchPath path, Machine machine) throws CannotLaunch {
        if (!machine.windows()) {
            return found(path, machine);
        }
        return kind == Kind.BATCH ? List.of() : onWindows().found(path, machine);
    }

    /** Its own PowerShell reads no script file at all there unless told to. */
    private Interpreter onWindows() {
        Interpreter plain = withoutPosixPath();
        if (kind != Kind.POWERSHELL) {
            return plain;
        }
        List<String> all = new ArrayList<>(List.of("-ExecutionPolicy", "Bypass"));
        all.addAll(plain.arguments);
        if (!all.contains(FILE)) {
            // of a shebang line
            all.addAll(List.of("-NoProfile", "-NonInteractive", FILE));
        }
        return new Interpreter(plain.program, all, kind);
    }

    /** Windows has no {@code /usr/bin}. */
    private Interpreter withoutPosixPath() {
        if (!program.startsWith("/")) {
            return this;
        }
        List<String> words = new ArrayList<>(arguments);
        if (baseName(program).equals("env") && !words.isEmpty()) {
            words = new ArrayList<>(List.of(words.get(0).split("[ \t]+")));
            words.remove("-S");
            words.addAll(arguments.subList(1, arguments.size()));
        } else {
            words.add(0, baseName(program));
        }
        return words.isEmpty() ? this : new Interpreter(words.get(0), words.subList(1, words.size()), kind);
    }

    /** {@code text} as a file of its own for this interpreter. */
    Launch.Text textOf(String text) {
        return switch (kind) {
            // cmd misreads labels and jumps in files with bare line feeds
            case BATCH -> new Launch.Text(text.replaceAll("\r?\n", "\r\n"), kind.extension);
            case POWERSHELL -> new Launch.Text(mark() + text + LAST_STATUS, kind.extension);
            default -> new Launch.Text(text, kind.extension);
        };
    }

    /** A script for this interpreter, which must be PowerShell, that runs {@code file} and ends as that did. */
    Launch.Text callOf(Path file) {
        return textOf("& '" + file.toString().replaceAll("['\u2018-\u201b]", "$0$0") + "'");
    }

    /** Windows PowerShell takes a file without this mark for one in the code page of the system. */
    private String mark() {
        String words = baseName(program) + " " + String.join(" ", arguments); // it may stand behind env
        return words.toLowerCase(Locale.ROOT).contains("powershell") ? "\ufeff" : "";
    }

    private List<String> found(SearchPath path, Machine machine) throws CannotLaunch {
        @CheckForNull String found = path.find(program);
        if (found == null) {
            throw new CannotLaunch(
                    CannotLaunch.NOT_FOUND,
                    "Interpreter '" + program + "' not found on agent " + machine.name() + ". "
                            + (program.matches(".*[/\\\\].*")
                                    ? "There is no such program there: install it, or name another shell."
                                    : "PATH is " + path.shown()
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
