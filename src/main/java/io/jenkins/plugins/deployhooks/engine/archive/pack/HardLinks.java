package io.jenkins.plugins.deployhooks.engine.archive.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.archive.file.FileFacts;
import io.jenkins.plugins.deployhooks.engine.archive.tar.EntryName;
import java.util.HashMap;
import java.util.Map;

/** Which files with several names were seen already. Each is remembered only until its last name was seen. */
final class HardLinks {
    private final Map<Key, Seen> files = new HashMap<>();

    private record Key(long device, long inode) {}

    private record Seen(EntryName first, int left) {}

    /** The name under which the file was seen first; null: this is the first. */
    @CheckForNull
    EntryName first(FileFacts.Identity file, EntryName name) {
        Key key = new Key(file.device(), file.inode());
        Seen seen = files.remove(key);
        int left = (seen == null ? file.names() : seen.left()) - 1;
        EntryName first = seen == null ? name : seen.first();
        if (left > 0) {
            files.put(key, new Seen(first, left));
        }
        return seen == null ? null : first;
    }
}
