package io.jenkins.plugins.deployhooks.engine.archive.tar;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads entries one after the other: ustar, pax, GNU and the oldest. The contents of a file are the caller's to take
 * before the next entry, with what fills their last block.
 */
public final class TarReader {
    /** Names are at most 4096 bytes and nothing else of extended headers matters here. */
    private static final int LONGEST_EXTENSION = 1024 * 1024;

    /** A long name, a long link and a pax header may come before an entry; nobody writes more. */
    private static final int MOST_EXTENSIONS = 4;

    private final TarInput input;
    private final byte[] block = new byte[TarHeaders.BLOCK];

    public TarReader(TarInput input) {
        this.input = input;
    }

    /**
     * The next entry; null: the archive's end was read. Names are as they are in the archive.
     *
     * @throws ArchiveRefused if what comes is no entry, or one of a kind that is not restored
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    @CheckForNull
    public TarEntry next() throws IOException, InterruptedException {
        Extension extension = new Extension();
        for (int extensions = 0; extensions <= MOST_EXTENSIONS; extensions++) {
            TarHeader header = header();
            if (header == null) {
                if (extensions > 0 || header() != null) {
                    throw new ArchiveRefused(Reason.DAMAGED, "its end comes too early");
                }
                return null;
            }
            switch (header.type()) {
                case 'L' -> extension.name = text(header);
                case 'K' -> extension.link = text(header);
                case 'x', 'X' -> extension.take(PaxRecords.read(bytes(header)));
                case 'g' -> refuseNames(PaxRecords.read(bytes(header)));
                default -> {
                    return entry(header, extension);
                }
            }
        }
        throw new ArchiveRefused(Reason.HOSTILE, "an entry in it has too many extended headers");
    }

    @CheckForNull
    private TarHeader header() throws IOException, InterruptedException {
        if (!input.fill(block)) {
            throw new ArchiveRefused(Reason.DAMAGED, "it is cut off");
        }
        return TarHeader.read(block);
    }

    private static TarEntry entry(TarHeader header, Extension extension) throws ArchiveRefused {
        EntryName name = extension.name == null ? header.name() : extension.name;
        EntryName link = extension.link == null ? header.link() : extension.link;
        long size = extension.size < 0 ? header.size() : extension.size;
        EntryType type = type(header, name);
        // some write the size of the other name into a hard link, without its contents
        long contents = type == EntryType.FILE ? size : 0;
        if (contents != size && type != EntryType.HARD_LINK) {
            throw new ArchiveRefused(Reason.HOSTILE, "the link or directory " + name + " in it has contents");
        }
        return new TarEntry(type, name, header.mode(), contents, link);
    }

    private static EntryType type(TarHeader header, EntryName name) throws ArchiveRefused {
        return switch (header.type()) {
            // before there was a type for directories they were files with a slash at the end
            case '0', '\0', '7' ->
                name.length() > 0 && name.at(name.length() - 1) == '/' && header.size() == 0
                        ? EntryType.DIRECTORY
                        : EntryType.FILE;
            case '1' -> EntryType.HARD_LINK;
            case '2' -> EntryType.SYMBOLIC_LINK;
            case '5' -> EntryType.DIRECTORY;
            case '3', '4' -> throw new ArchiveRefused(Reason.HOSTILE, name + " in it is a device");
            case '6' -> throw new ArchiveRefused(Reason.HOSTILE, name + " in it is a named pipe");
            case 'S' ->
                throw new ArchiveRefused(
                        Reason.FOREIGN, name + " in it is stored as a sparse file, which is not understood");
            default ->
                throw new ArchiveRefused(
                        Reason.FOREIGN, name + " in it is of an unknown type (" + (int) header.type() + ")");
        };
    }

    private EntryName text(TarHeader header) throws IOException, InterruptedException {
        byte[] bytes = bytes(header);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return EntryName.of(Arrays.copyOf(bytes, end));
    }

    private byte[] bytes(TarHeader header) throws IOException, InterruptedException {
        if (header.size() > LONGEST_EXTENSION) {
            throw new ArchiveRefused(Reason.HOSTILE, "an extended header in it is too long");
        }
        byte[] padded = new byte[(int) TarHeaders.padded(header.size())];
        if (padded.length > 0 && !input.fill(padded)) {
            throw new ArchiveRefused(Reason.DAMAGED, "it is cut off");
        }
        return Arrays.copyOf(padded, (int) header.size());
    }

    private static void refuseNames(Map<String, EntryName> records) throws ArchiveRefused {
        if (records.containsKey("path") || records.containsKey("linkpath") || records.containsKey("size")) {
            throw new ArchiveRefused(Reason.HOSTILE, "it has one name or size for all of its entries");
        }
    }

    /** What extended headers say about the entry that follows. */
    private static final class Extension {
        @CheckForNull
        private EntryName name;

        @CheckForNull
        private EntryName link;

        private long size = -1;

        void take(Map<String, EntryName> records) throws ArchiveRefused {
            for (Map.Entry<String, EntryName> pax : records.entrySet()) {
                switch (pax.getKey()) {
                    case "path" -> name = pax.getValue();
                    case "linkpath" -> link = pax.getValue();
                    case "size" -> size = size(pax.getValue());
                    default -> {
                        if (pax.getKey().startsWith("GNU.sparse.")) {
                            throw new ArchiveRefused(
                                    Reason.FOREIGN, "it has files stored as sparse ones, which are not understood");
                        }
                    }
                }
            }
        }

        private static long size(EntryName text) throws ArchiveRefused {
            String digits = new String(text.bytes(), StandardCharsets.ISO_8859_1);
            if (!digits.matches("[0-9]{1,18}")) {
                throw new ArchiveRefused(Reason.DAMAGED, "an extended header in it has a size that is none");
            }
            return Long.parseLong(digits);
        }
    }
}
