package io.jenkins.plugins.deployhooks.engine.archive.unpack;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveRefused.Reason;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.file.Omissions;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryType;
import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.io.File;
import java.util.Arrays;

/** What of an archive is accepted: names that stay below the target, and not too much of anything. */
final class EntryRules {
    private static final EntryName STAGING = EntryName.of(Omissions.STAGING);

    private final Limits limits;
    private long entries;
    private long bytes;

    EntryRules(Limits limits) {
        this.limits = limits;
    }

    /** The entry with its names as they are used here; its name is {@link EntryName#NONE} for the root itself. */
    TarEntry accept(TarEntry entry) throws ArchiveRefused {
        EntryName name = name(entry.name(), entry.type() == EntryType.DIRECTORY);
        if (name.length() == 0 && entry.type() != EntryType.DIRECTORY) {
            throw hostile("has an entry without a name", "");
        }
        EntryName link =
                switch (entry.type()) {
                    case HARD_LINK -> name(entry.link(), false);
                    case SYMBOLIC_LINK -> target(entry);
                    default -> EntryName.NONE;
                };
        if (entry.type() == EntryType.HARD_LINK && link.length() == 0) {
            throw hostile("has a hard link to nothing: ", name);
        }
        entries += name.length() == 0 ? 0 : 1;
        if (entries > limits.entries()) {
            throw tooLarge("it has more than " + limits.entries() + " entries");
        }
        // the sizes of headers are not believed to add up to anything that fits a number
        if (entry.size() > limits.bytes() - bytes) {
            throw tooLarge("it holds more than " + limits.bytes() + " bytes");
        }
        bytes += entry.size();
        return new TarEntry(entry.type(), name, entry.mode(), entry.size(), link);
    }

    ArchiveSummary.Content content() {
        return new ArchiveSummary.Content(entries, bytes);
    }

    private EntryName target(TarEntry entry) throws ArchiveRefused {
        EntryName link = entry.link();
        if (link.length() == 0 || hasNul(link)) {
            throw hostile("has a link to nothing: ", entry.name());
        }
        if (link.length() > limits.names().path()) {
            throw tooLarge("the target of the link " + entry.name() + " in it is too long");
        }
        return link;
    }

    /** The name, without what means nothing; {@link EntryName#NONE} for the root. */
    EntryName name(EntryName raw, boolean directory) throws ArchiveRefused {
        if (raw.length() > 0 && raw.at(0) == '/') {
            throw hostile("has an absolute path: ", raw);
        }
        if (hasNul(raw)) {
            throw hostile("has a name with a NUL in it: ", raw);
        }
        byte[] bytes = raw.bytes();
        int start = 0;
        while (start + 1 < bytes.length && bytes[start] == '.' && bytes[start + 1] == '/') {
            start += 2;
        }
        int end = directory && bytes.length > start && bytes[bytes.length - 1] == '/' ? bytes.length - 1 : bytes.length;
        if (directory && end == start + 1 && bytes[start] == '.') {
            start = end;
        }
        EntryName name = EntryName.of(Arrays.copyOfRange(bytes, start, Math.max(start, end)));
        components(name, raw);
        if (name.startsWith(STAGING)) {
            throw hostile("has what only a restore may make: ", raw);
        }
        return name;
    }

    private void components(EntryName name, EntryName raw) throws ArchiveRefused {
        Limits.Names most = limits.names();
        if (name.length() > most.path()) {
            throw tooLarge("a path in it is longer than " + most.path() + " bytes");
        }
        int depth = 0;
        int begin = 0;
        for (int i = 0; name.length() > 0 && i <= name.length(); i++) {
            if (i == name.length() || name.at(i) == '/') {
                component(name, begin, i, raw);
                depth++;
                begin = i + 1;
            }
        }
        if (depth > most.depth()) {
            throw tooLarge("a path in it is more than " + most.depth() + " directories deep");
        }
    }

    private void component(EntryName name, int begin, int end, EntryName raw) throws ArchiveRefused {
        int length = end - begin;
        if (length == 0) {
            throw hostile("has a path with an empty part: ", raw);
        }
        boolean dots = length <= 2;
        for (int i = begin; i < end; i++) {
            dots &= name.at(i) == '.';
            if (File.separatorChar != '/' && (name.at(i) == File.separatorChar || name.at(i) == ':')) {
                throw hostile("has a path that means another one here: ", raw);
            }
        }
        if (dots) {
            throw hostile(length == 2 ? "has a path that leaves the target: " : "has a path with a dot: ", raw);
        }
        if (length > limits.names().component()) {
            throw tooLarge("a name in it is longer than " + limits.names().component() + " bytes");
        }
    }

    private static boolean hasNul(EntryName name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.at(i) == 0) {
                return true;
            }
        }
        return false;
    }

    private static ArchiveRefused hostile(String what, Object name) {
        return new ArchiveRefused(Reason.HOSTILE, "it " + what + name);
    }

    private static ArchiveRefused tooLarge(String what) {
        return new ArchiveRefused(Reason.TOO_LARGE, what);
    }
}
