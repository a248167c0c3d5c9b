package io.jenkins.plugins.deployhooks.engine.archive.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.Notes;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.util.HashMap;
import java.util.Map;

/**
 * Which files with several names were seen already. Each is remembered only until its last name was seen; those with names
 * elsewhere are so until the end, and there may be millions of them.
 */
final class HardLinks {
    private static final int MEMORY_EACH = 130;

    /** Enough for 100,000 files. In bytes. */
    static final long MOST_MEMORY = 24L * 1024 * 1024;

    private final Map<Key, Seen> files = new HashMap<>();
    private final Notes notes;
    private long memory;
    private boolean full;

    HardLinks(Notes notes) {
        this.notes = notes;
    }

    private record Key(long device, long inode) {}

    private record Seen(EntryName first, int left) {}

    /** The name under which the file was seen first; null: this is the first. */
    @CheckForNull
    EntryName first(FileFacts.Identity file, EntryName name) {
        Key key = new Key(file.device(), file.inode());
        Seen seen = files.get(key);
        if (seen == null) {
            remember(key, new Seen(name, file.names() - 1));
            return null;
        }
        if (seen.left() > 1) {
            files.put(key, new Seen(seen.first(), seen.left() - 1));
        } else {
            files.remove(key);
            memory -= MEMORY_EACH + seen.first().length();
        }
        return seen.first();
    }

    private void remember(Key key, Seen file) {
        if (memory < MOST_MEMORY) {
            files.put(key, file);
            memory += MEMORY_EACH + file.first().length();
        } else if (!full) {
            full = true;
            notes.add("More than " + files.size()
                    + " files have other names elsewhere, too many to remember: if one of those" + " that follow "
                    + file.first() + " has several names here, each is archived as a file of its own.");
        }
    }
}
