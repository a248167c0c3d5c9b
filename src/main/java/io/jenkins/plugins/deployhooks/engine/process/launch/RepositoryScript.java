package io.jenkins.plugins.deployhooks.engine.process.launch;

import static io.jenkins.plugins.deployhooks.engine.process.launch.CannotLaunch.NOT_EXECUTABLE;
import static io.jenkins.plugins.deployhooks.engine.process.launch.CannotLaunch.NOT_FOUND;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Set;

/** A script file of the repository, and everything that can be wrong with it (S6, S7). */
final class RepositoryScript {
    private static final int FIRST_BYTES = 512;

    private final String written;
    private final Path file;
    private final Machine machine;

    private RepositoryScript(String written, Path file, Machine machine) {
        this.written = written;
        this.file = file;
        this.machine = machine;
    }

    /**
     * The file {@code written} below {@code base}, which exists and is no directory.
     *
     * @throws CannotLaunch where it does not, or is one
     */
    static RepositoryScript find(String written, Path base, Machine machine) throws CannotLaunch {
        Path file;
        try {
            file = base.resolve(written).normalize();
        } catch (InvalidPathException e) {
            throw new CannotLaunch(NOT_FOUND, "'" + written + "' is no path: " + e.getReason() + ".");
        }
        if (Files.isDirectory(file)) {
            throw new CannotLaunch(
                    NOT_EXECUTABLE, "'" + written + "' in " + base + " is a directory. Name a script inside it.");
        }
        if (!Files.exists(file)) {
            boolean dangling = Files.isSymbolicLink(file);
            throw new CannotLaunch(
                    NOT_FOUND,
                    "Script '" + written + "' not found in " + base + " on agent " + machine.name()
                            + (dangling
                                    ? ": it is a link to a file that does not exist. "
                                    : ". Paths are relative to the root of the repository. ")
                            + "Check its spelling, and that it is committed (git ls-files " + plain(written)
                            + ") or made by an earlier step.");
        }
        return new RepositoryScript(written, file, machine);
    }

    static boolean exists(String written, Path base) {
        try {
            return Files.exists(base.resolve(written));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Its absolute path. */
    Path file() {
        return file;
    }

    /** Refuses a file that is outside of {@code root} once links are followed. */
    RepositoryScript inside(Path root) throws CannotLaunch {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw new CannotLaunch(
                        NOT_EXECUTABLE,
                        "Script '" + written + "' is outside of the repository " + root + ": it is " + real
                                + ". Put the script into the repository, or write a command that calls it.");
            }
        } catch (IOException e) {
            throw new CannotLaunch(NOT_FOUND, "Script '" + written + "' cannot be looked up in " + root + ": " + e);
        }
        return this;
    }

    /** Refuses a file without the permission to execute it. */
    RepositoryScript executable() throws CannotLaunch {
        if (machine.windows() || Files.isExecutable(file)) {
            return this;
        }
        if (permissions().contains(PosixFilePermission.OWNER_EXECUTE)) {
            throw new CannotLaunch(
                    NOT_EXECUTABLE,
                    "Script '" + written + "' must not be executed by user " + System.getProperty("user.name")
                            + " on agent " + machine.name() + " although it has an executable bit: the file system of "
                            + file + " is mounted with noexec, or the file belongs to somebody else. Name a shell to"
                            + " read it, for example: sh " + written);
        }
        throw new CannotLaunch(
                NOT_EXECUTABLE,
                "Script '" + written + "' is not executable. Run: chmod +x " + plain(written)
                        + " && git update-index --chmod=+x " + plain(written) + ", then commit");
    }

    /** Refuses a first line that makes the kernel look for an interpreter that does not exist. */
    RepositoryScript withInterpreter() throws CannotLaunch {
        String line = shebang();
        if (machine.windows() || line == null) {
            return this;
        }
        if (line.endsWith("\r")) {
            throw new CannotLaunch(
                    NOT_FOUND,
                    "Script '" + written
                            + "' has Windows line ends (CRLF), so its first line asks for the interpreter '"
                            + Interpreter.ofShebang(line).program() + "\\r', not found on agent " + machine.name()
                            + ". Run: sed -i 's/\\r$//' " + plain(written)
                            + " and add to .gitattributes: *.sh text eol=lf");
        }
        String interpreter = Interpreter.ofShebang(line).program();
        if (!machine.programsElsewhere() && interpreter.startsWith("/") && !Files.exists(Path.of(interpreter))) {
            throw new CannotLaunch(
                    NOT_FOUND,
                    "Interpreter '" + interpreter + "', named in the first line of script '" + written
                            + "', not found on agent " + machine.name() + ". Install it there, or write #!/usr/bin/env "
                            + Path.of(interpreter).getFileName() + " to look for it on PATH.");
        }
        return this;
    }

    /** Its first line where that begins with {@code #!}, without the line feed; null otherwise. */
    @CheckForNull
    String shebang() {
        String start = start();
        if (!Interpreter.isShebang(start)) {
            return null;
        }
        int end = start.indexOf('\n');
        return end < 0 ? start : start.substring(0, end);
    }

    /** Whether it is text without a shebang line: the kernel refuses to execute it, shells read it themselves. */
    boolean isPlainText() {
        String start = start();
        return !Interpreter.isShebang(start) && start.indexOf('\0') < 0;
    }

    private String start() {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FIRST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "\0"; // executable but not readable is legal: then the kernel decides
        }
    }

    private Set<PosixFilePermission> permissions() {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (IOException | UnsupportedOperationException e) {
            return Collections.emptySet(); // only makes the message less exact
        }
    }

    private static String plain(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }
}
