package io.jenkins.plugins.deployhooks.local;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.launch.Launch;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The directory of one attempt, for its user alone: the script's text and what the hook tells the deployment. */
final class PrivateFiles {
    private final Path directory;

    @CheckForNull
    private final Path script;

    private PrivateFiles(Path directory, @CheckForNull Path script) {
        this.directory = directory;
        this.script = script;
    }

    /** Makes the directory and writes the text of {@code launch}; leaves nothing behind where that fails. */
    static PrivateFiles create(String label, Launch launch) throws IOException {
        // mode 0700 wherever there are modes; the number tells people, and tests, whose it is
        String prefix = "deploy-hook-" + ProcessHandle.current().pid() + "-";
        PrivateFiles files = new PrivateFiles(Files.createTempDirectory(prefix), null);
        try {
            Files.createFile(files.output());
            Launch.Text text = launch.text();
            if (text == null) {
                return files;
            }
            Path script = files.directory.resolve(text.fileName(label));
            Files.writeString(script, text.content());
            return new PrivateFiles(files.directory, script);
        } catch (IOException e) {
            String left = files.delete();
            if (!left.isEmpty()) {
                e.addSuppressed(new IOException(left));
            }
            throw new IOException("Its temporary directory " + files.directory + " cannot be written: " + e, e);
        }
    }

    /** Where the hook writes its {@code KEY=value} lines. */
    Path output() {
        return directory.resolve("output");
    }

    /** The file with the script's text; null where the launch has none. */
    @CheckForNull
    Path script() {
        return script;
    }

    /** Deletes it all, also what the hook put there; what could not be deleted is told in a sentence. */
    String delete() {
        try {
            Files.deleteIfExists(output());
            if (script != null) {
                Files.deleteIfExists(script);
            }
            Files.deleteIfExists(directory);
            return "";
        } catch (IOException e) {
            return deleteTree();
        }
    }

    private String deleteTree() {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @CheckForNull IOException fault)
                        throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
            return "";
        } catch (IOException e) {
            return "The temporary directory " + directory + " could not be deleted: " + e + ".";
        }
    }
}
