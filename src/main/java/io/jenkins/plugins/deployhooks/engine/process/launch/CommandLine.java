package io.jenkins.plugins.deployhooks.engine.process.launch;

import static io.jenkins.plugins.deployhooks.engine.process.launch.CannotLaunch.NOT_FOUND;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings.Shell;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.HookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides what to start for a hook. Nothing is ever put in front of the user's text (S52): {@code -e} and {@code -x}
 * are options of the shell, and only where asked for (X8).
 *
 * <p>Paths: a {@link Script.Kind#FILE} is relative to the root of the repository, always. A command that is or begins
 * with a relative path is, as in a shell, relative to its working directory, which is the root unless {@code dir} says
 * otherwise; not found there, it is looked up from the root (D17). So {@code ./x.sh} with {@code dir: frontend} is
 * {@code frontend/x.sh} where that exists, with arguments and without.
 *
 * <p>The shell {@code sh} is the default and means "nobody in particular" for a script file: the file says itself who
 * reads it, and must be executable (S7). Any other shell reads the file, which need not be executable then.
 */
public final class CommandLine {
    private final HookRun run;
    private final Machine machine;
    private final SearchPath searchPath;
    private final List<String> notes = new ArrayList<>();

    private CommandLine(HookRun run, Machine machine) {
        this.run = run;
        this.machine = machine;
        this.searchPath = new SearchPath(run.place().env(), machine);
    }

    /**
     * What to start for {@code run} on {@code machine}, whose files this looks at.
     *
     * @throws CannotLaunch where it is known already that it cannot be started
     */
    public static Launch of(HookRun run, Machine machine) throws CannotLaunch {
        CommandLine line = new CommandLine(run, machine);
        return line.sourcing(line.decide());
    }

    private Launch sourcing(Launch launch) throws CannotLaunch {
        String file = run.script().sourced();
        if (file == null || machine.windows()) {
            return launch;
        }
        String shell = Interpreter.ofSetting("sh").resolved(searchPath, machine).get(0);
        Path place = run.place().root().resolve(file).normalize();
        return new Launch(
                launch.program(),
                launch.text(),
                launch.display(),
                launch.notes(),
                new Launch.Sourcing(shell, place.toString()));
    }

    private Launch decide() throws CannotLaunch {
        checkDirectory();
        String text = run.script().text();
        if (run.script().kind() == Script.Kind.FILE) {
            Path root = run.place().root();
            RepositoryScript script =
                    RepositoryScript.find(text.strip(), root, machine).inside(root);
            return file(script, text.strip());
        }
        boolean shellText = !machine.windows() && setting().kind() == Interpreter.Kind.POSIX;
        Optional<CommandWord> word = shellText ? CommandWord.of(text) : Optional.empty();
        if (word.isEmpty()) {
            return text(text);
        }
        return word.get().alone() ? alone(word.get()) : withArguments(word.get(), text);
    }

    private Launch alone(CommandWord word) throws CannotLaunch {
        RepositoryScript script = RepositoryScript.find(word.path(), base(word), machine)
                .inside(run.place().root());
        return byPath(script, word.path());
    }

    /** The shell finds the program by itself; looked at here only to explain early what the shell would say badly. */
    private Launch withArguments(CommandWord word, String text) throws CannotLaunch {
        Path base = base(word);
        // may be outside of the repository: .venv/bin/python is a link to the system's
        RepositoryScript script =
                RepositoryScript.find(word.path(), base, machine).executable().withInterpreter();
        boolean shellFindsIt = base.equals(run.place().dir());
        String called = shellFindsIt ? text : text.replaceFirst(literal(word.path()), quoted(script.file()));
        return new Launch(
                configured().resolved(searchPath, machine), new Launch.Text(called, ""), display(text), notes);
    }

    private Path base(CommandWord word) {
        Path dir = run.place().dir();
        return RepositoryScript.exists(word.path(), dir) ? dir : run.place().root();
    }

    private Launch file(RepositoryScript script, String written) throws CannotLaunch {
        Shell shell = run.settings().shell();
        String name = shell.name();
        if (name == null || name.equals("sh")) {
            return byPath(script, written);
        }
        String shown = Interpreter.isShebang(name) ? name.substring(2).strip() : name;
        return read(configured(), script, shown + " " + written);
    }

    private Launch read(Interpreter reader, RepositoryScript script, String shown) throws CannotLaunch {
        List<String> program = new ArrayList<>(reader.resolved(searchPath, machine));
        if (callsWithStatus(reader, script)) {
            return new Launch(program, reader.callOf(script.file()), display(shown), notes);
        }
        program.add(script.file().toString());
        return new Launch(program, null, display(shown), notes);
    }

    /** PowerShell that reads a file ends with 0 although the file's programs have failed, so it is to call it. */
    private boolean callsWithStatus(Interpreter reader, RepositoryScript script) {
        return reader.kind() == Interpreter.Kind.POWERSHELL
                && (machine.windows() || script.file().toString().endsWith(".ps1"));
    }

    private Launch byPath(RepositoryScript script, String written) throws CannotLaunch {
        script.executable().withInterpreter();
        List<String> program = new ArrayList<>();
        String shebang = script.shebang();
        if (machine.windows()) {
            return byName(script, shebang, written);
        }
        Interpreter reader = shebang == null ? Interpreter.ofSetting("sh") : Interpreter.ofShebang(shebang);
        if (callsWithStatus(reader, script)) {
            return read(flagged(reader), script, written);
        }
        boolean options = on(run.settings().shell().errexit())
                || on(run.settings().shell().trace());
        if (script.isPlainText() || shebang != null && options) {
            program.addAll(flagged(reader).resolved(searchPath, machine));
        }
        program.add(script.file().toString());
        return new Launch(program, null, display(written), notes);
    }

    /** Windows would ask its user what to open a file with, or open an editor; nobody is there. */
    private Launch byName(RepositoryScript script, @CheckForNull String shebang, String written) throws CannotLaunch {
        String name = script.file().toString().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(?:bat|cmd|exe|com)")) {
            return new Launch(List.of(script.file().toString()), null, display(written), notes);
        }
        if (name.endsWith(".ps1")) {
            return read(flagged(Interpreter.ofSetting("powershell")), script, written);
        }
        if (shebang == null && !script.isPlainText()) {
            throw new CannotLaunch(
                    CannotLaunch.NOT_EXECUTABLE,
                    "Script '" + written
                            + "' is no program for Windows. Name a shell to read it, or a file that ends with"
                            + " .bat, .cmd, .exe or .ps1.");
        }
        return read(
                flagged(shebang == null ? Interpreter.ofSetting("sh") : Interpreter.ofShebang(shebang)),
                script,
                written);
    }

    private Launch text(String text) throws CannotLaunch {
        Interpreter interpreter = Interpreter.isShebang(text) ? flagged(Interpreter.ofShebang(text)) : configured();
        return new Launch(interpreter.resolved(searchPath, machine), interpreter.textOf(text), display(text), notes);
    }

    private Interpreter configured() {
        return flagged(setting());
    }

    private Interpreter setting() {
        String name = run.settings().shell().name();
        return Interpreter.ofSetting(name == null ? "sh" : name);
    }

    private Interpreter flagged(Interpreter interpreter) {
        boolean errexit = on(run.settings().shell().errexit());
        boolean trace = on(run.settings().shell().trace());
        if ((errexit || trace) && interpreter.kind() != Interpreter.Kind.POSIX) {
            notes.add("errexit and trace have no effect on " + interpreter.program() + ", which is no POSIX shell.");
        }
        return interpreter.with(errexit, trace);
    }

    private void checkDirectory() throws CannotLaunch {
        Path dir = run.place().dir();
        Path root = run.place().root();
        if (!Files.isDirectory(dir)) {
            throw new CannotLaunch(
                    NOT_FOUND,
                    "The working directory " + dir + " does not exist on agent " + machine.name()
                            + ". Correct 'dir', which is relative to the root of the repository " + root
                            + ", or make the directory in an earlier hook.");
        }
        try {
            if (!dir.toRealPath().startsWith(root.toRealPath())) {
                throw new CannotLaunch(
                        NOT_FOUND,
                        "The working directory " + dir + " is outside of the repository " + root + ": it is "
                                + dir.toRealPath() + ". Use 'cd' in the command if that is intended.");
            }
        } catch (IOException e) {
            throw new CannotLaunch(NOT_FOUND, "The working directory " + dir + " cannot be looked up: " + e);
        }
    }

    /** The command as people know it: its first line, and how many there are. */
    public static String display(String text) {
        List<String> lines = text.strip().lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        return lines.size() > 1 ? first + " … (" + lines.size() + " lines)" : first;
    }

    private static boolean on(@CheckForNull Boolean setting) {
        return Boolean.TRUE.equals(setting);
    }

    private static String literal(String word) {
        return Pattern.quote(word);
    }

    private static String quoted(Path file) {
        String word = "'" + file.toString().replace("'", "'\\''") + "'";
        return Matcher.quoteReplacement(word);
    }
}
