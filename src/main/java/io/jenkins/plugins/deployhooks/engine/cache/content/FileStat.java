package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file without reading it.
 *
 * @param kind what it is
 * @param executable whether anybody may execute it; the only part of a mode that counts, as in git
 * @param size in bytes
 * @param modified when its content was last written, in nanoseconds since 1970
 * @param mark changes whenever the file is another one or was touched in any way, as far as the system can tell
 */
record FileStat(Kind kind, boolean executable, long size, long modified, Mark mark) {
    private static final int TYPE = 0170000;
    private static final int ANY_EXECUTE = 0111;

    /** What a name can stand for. */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    /**
     * What a writer cannot put back.
     *
     * @param changed the time of the last change of any kind, in nanoseconds since 1970; unlike {@code modified} nobody
     *     can set it. {@code modified} where the system has none
     * @param inode the number of the file; 0 where the system has none
     */
    record Mark(long changed, long inode) {}

    /** Asks about {@code file} itself, not what a link leads to. */
    static FileStat of(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix") ? unix(file) : basic(file);
    }

    private static FileStat unix(Path file) throws IOException {
        Map<String, Object> said =
                Files.readAttributes(file, "unix:mode,ino,size,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) said.get("mode");
        Kind kind =
                switch (mode & TYPE) {
                    case 0100000 -> Kind.FILE;
                    case 0040000 -> Kind.DIRECTORY;
                    case 0120000 -> Kind.LINK;
                    default -> Kind.OTHER;
                };
        Mark mark = new Mark(nanos((FileTime) said.get("ctime")), (Long) said.get("ino"));
        long modified = nanos((FileTime) said.get("lastModifiedTime"));
        return new FileStat(kind, (mode & ANY_EXECUTE) != 0, (Long) said.get("size"), modified, mark);
    }

    private static FileStat basic(Path file) throws IOException {
        BasicFileAttributes said = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind = Kind.OTHER;
        if (said.isRegularFile()) {
            kind = Kind.FILE;
        } else if (said.isDirectory()) {
            kind = Kind.DIRECTORY;
        } else if (said.isSymbolicLink()) {
            kind = Kind.LINK;
        }
        long modified = nanos(said.lastModifiedTime());
        return new FileStat(kind, false, said.size(), modified, new Mark(modified, 0));
    }

    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
