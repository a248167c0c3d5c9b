package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the files of a directory are like at a moment, without their contents: enough to tell later which were touched. */
public final class TreeSnapshot {
    private final SortedMap<String, String> files;

    private TreeSnapshot(SortedMap<String, String> files) {
        this.files = files;
    }

    /**
     * Looks at everything below {@code root}, but for {@code .git}.
     *
     * @param excluded says of a path relative to the root whether it, and all below it, is left out
     * @throws IOException if a directory cannot be read
     */
    public static TreeSnapshot of(Path root, Predicate<String> excluded) throws IOException, InterruptedException {
        SortedMap<String, String> files = new TreeMap<>();
        Listed start = new Listed("", root, FileStat.of(root));
        for (Listed listed : new Listing(excluded).below(start)) {
            files.put(listed.path(), mark(listed.stat()));
        }
        return new TreeSnapshot(files);
    }

    /** Of a directory only that it is one: what happens in it is seen by its files. */
    private static String mark(FileStat stat) {
        return stat.kind() == FileStat.Kind.DIRECTORY
                ? stat.kind().name()
                : stat.kind() + " " + stat.executable() + " " + stat.size() + " " + stat.modified() + " " + stat.mark();
    }

    /** What has changed until {@code later}: {@code new a}, {@code changed b}, {@code removed c}, sorted by path. */
    public List<String> changesTo(TreeSnapshot later) {
        SortedMap<String, String> changes = new TreeMap<>();
        files.forEach((path, mark) -> {
            String now = later.files.get(path);
            if (!mark.equals(now)) {
                changes.put(path, now == null ? "removed" : "changed");
            }
        });
        later.files.keySet().stream()
                .filter(path -> !files.containsKey(path))
                .forEach(path -> changes.put(path, "new"));
        List<String> texts = new ArrayList<>();
        changes.forEach((path, change) -> texts.add(change + " " + path));
        return texts;
    }

    /** Writes it for {@link #read}. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
        data.writeInt(files.size());
        for (Map.Entry<String, String> file : files.entrySet()) {
            data.writeUTF(file.getKey());
            data.writeUTF(file.getValue());
        }
        data.flush();
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws IOException if it is not whole
     */
    public static TreeSnapshot read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        SortedMap<String, String> files = new TreeMap<>();
        for (int left = data.readInt(); left > 0; left--) {
            files.put(data.readUTF(), data.readUTF());
        }
        return new TreeSnapshot(files);
    }
}
