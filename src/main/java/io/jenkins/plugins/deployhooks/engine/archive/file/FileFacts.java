package io.jenkins.plugins.deployhooks.engine.archive.file;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * What one look at a file tells, links not followed.
 *
 * @param kind what it is
 * @param mode the twelve bits of permissions
 * @param size bytes of contents
 * @param identity of the file where it has several names; null: it has one
 */
public record FileFacts(
        Kind kind, int mode, long size, @CheckForNull Identity identity) {
    /** What something in a directory can be. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        /** A socket, a pipe, a device. */
        OTHER
    }

    /**
     * A file among all files.
     *
     * @param device it is on
     * @param inode its number there
     * @param names how many it has, of which some may be elsewhere
     */
    public record Identity(long device, long inode, int names) {}

    /**
     * Looks at {@code path}.
     *
     * @throws IOException if it is not there or may not be looked at
     */
    public static FileFacts of(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return basic(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        }
        Map<String, Object> facts = Files.readAttributes(path, "unix:mode,size,nlink", LinkOption.NOFOLLOW_LINKS);
        int mode = number(facts, "mode").intValue();
        int names = number(facts, "nlink").intValue();
        // every directory has several names, which does not matter here
        Identity identity = names > 1 && kind(mode) == Kind.FILE ? identity(path) : null;
        return new FileFacts(kind(mode), mode & 07777, number(facts, "size").longValue(), identity);
    }

    private static Identity identity(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, "unix:nlink,ino,dev", LinkOption.NOFOLLOW_LINKS);
        return new Identity(
                number(facts, "dev").longValue(),
                number(facts, "ino").longValue(),
                number(facts, "nlink").intValue());
    }

    private static Number number(Map<String, Object> facts, String name) {
        return (Number) facts.get(name);
    }

    private static Kind kind(int mode) {
        return switch (mode & 0170000) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.DIRECTORY;
            case 0120000 -> Kind.SYMBOLIC_LINK;
            default -> Kind.OTHER;
        };
    }

    private static FileFacts basic(BasicFileAttributes facts) {
        if (facts.isSymbolicLink()) {
            return new FileFacts(Kind.SYMBOLIC_LINK, 0777, facts.size(), null);
        }
        if (facts.isDirectory()) {
            return new FileFacts(Kind.DIRECTORY, 0755, 0, null);
        }
        return new FileFacts(facts.isRegularFile() ? Kind.FILE : Kind.OTHER, 0644, facts.size(), null);
    }
}
