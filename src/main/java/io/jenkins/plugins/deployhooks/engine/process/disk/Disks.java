package io.jenkins.plugins.deployhooks.engine.process.disk;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.process.ExitExplanation.Disk;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Free space of the file systems a hook is likely to write to. */
public final class Disks {
    private Disks() {}

    /** The file systems of {@code directories}, each once; those that cannot be asked are left out. */
    public static List<Disk> of(List<Path> directories) {
        List<Disk> disks = new ArrayList<>();
        List<FileStore> seen = new ArrayList<>();
        for (Path directory : directories) {
            try {
                FileStore store = Files.getFileStore(existing(directory));
                if (!seen.contains(store)) {
                    seen.add(store);
                    disks.add(new Disk(name(store, directory), store.getUsableSpace()));
                }
            } catch (IOException e) {
                // the figure only makes a message better
                continue;
            }
        }
        return disks;
    }

    /** {@code FileStore.toString()} begins with the mount point on Linux and macOS. */
    private static String name(FileStore store, Path directory) {
        String text = store.toString();
        return text.isBlank() ? directory.toString() : text;
    }

    private static Path existing(Path directory) {
        @CheckForNull Path path = directory.toAbsolutePath();
        while (path != null && path.getParent() != null && !Files.exists(path)) {
            path = path.getParent();
        }
        return path == null ? directory : path;
    }
}
