package io.jenkins.plugins.deployhooks.trust;

import hudson.FilePath;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a trusted revision, those of the revision that is built in its place, and the workspace of its build. */
final class Revisions implements Closeable {
    private final Path revision;
    private final Path built;
    private final Path workspace;
    private final CheckedOutFiles files;
    private final TrustedTree tree;

    /** @param dir an empty directory, which stays somebody else's */
    Revisions(Path dir) throws IOException {
        revision = Files.createDirectory(dir.resolve("revision"));
        built = Files.createDirectory(dir.resolve("built"));
        workspace = Files.createDirectory(dir.resolve("workspace"));
        files = new CheckedOutFiles(null, revision);
        tree = new TrustedTree(files, "", "1 of main");
    }

    /** Where the files of the trusted revision are. */
    Path revision() {
        return revision;
    }

    /** Where those of the revision that is built are. */
    Path built() {
        return built;
    }

    /** Where the build works. */
    Path workspace() {
        return workspace;
    }

    /** The trusted revision. */
    CheckedOutFiles files() {
        return files;
    }

    /** The trusted revision; nobody knows the one that is built. */
    TrustedTree tree() {
        return tree;
    }

    /** The trusted revision and the workspace have the same file. */
    void both(String path, String text) throws IOException {
        write(revision, path, text);
        write(workspace, path, text);
    }

    /** All three have the same file. */
    void all(String path, String text) throws IOException {
        both(path, text);
        write(built, path, text);
    }

    static void write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Why the hook {@code script} must not be started; null: nothing is known against it. */
    String objection(Script script) throws IOException, InterruptedException {
        return objection(new FilePath(workspace.toFile()), tree, script);
    }

    /** The same for a text for a shell. */
    String objection(String command) throws IOException, InterruptedException {
        return objection(Script.command(command));
    }

    /** The same where the source knows the revision that is built as {@code opener} says. */
    String objection(String command, BuiltTree.Opener opener) throws IOException, InterruptedException {
        // It is not closed: that would take the files away.
        TrustedTree both = new TrustedTree(new CheckedOutFiles(null, revision), "", "1 of main", opener);
        return objection(new FilePath(workspace.toFile()), both, Script.command(command));
    }

    /** The same as {@code directory} says, which is the workspace for those who ask. */
    String objection(FilePath directory, String command) throws IOException, InterruptedException {
        return objection(directory, tree, Script.command(command));
    }

    private static String objection(FilePath directory, TrustedTree tree, Script script)
            throws IOException, InterruptedException {
        return new TrustedScripts(new BuiltFiles(directory), tree).objection(CalledFile.of(script, null));
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
