package io.jenkins.plugins.deployhooks.cli;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A real cache of real archives below a directory, and the command line that looks at it. */
final class CacheFixture {
    private final Path tree;
    private final Path cache;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    CacheFixture(Path temp) throws IOException {
        this.tree = Files.createDirectories(temp.resolve("tree"));
        this.cache = temp.resolve("cache");
        Files.createDirectories(tree.resolve("dist"));
        // so much that a damage in the middle hits contents
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        Files.write(tree.resolve("dist/app.bin"), noise);
        Files.writeString(tree.resolve("line\nbreak.txt"), "odd");
        Files.createSymbolicLink(tree.resolve("current"), Path.of("dist/app.bin"));
    }

    /** The directory for {@code --cache-dir}. */
    Path directory() {
        return cache;
    }

    DirectoryCacheStore store() throws IOException, InterruptedException {
        return new DirectoryCacheStore(cache.resolve("archives"), Quota.DEFAULT, () -> now);
    }

    /** From now on archives are saved and used at {@code time}. */
    CacheFixture at(String time) {
        now = Instant.parse(time);
        return this;
    }

    Entry save(String scope, String key) throws IOException, InterruptedException {
        return save(scope, key, false);
    }

    Entry save(String scope, String key, boolean replace) throws IOException, InterruptedException {
        CacheStore.Made made =
                new CacheStore.Made(Map.of("tree", "git:1234", "package-lock.json", "5678"), "deployment 7", replace);
        return store().save(new Entry.Name(scope, key), made, this::pack);
    }

    private Entry.Content pack(Path file) throws IOException, InterruptedException {
        ArchiveSummary summary =
                new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE).write(tree, Selection.ALL, file);
        Map<String, String> about = Map.of(
                "format", summary.format().extension(),
                "entries", Long.toString(summary.content().entries()),
                "bytes", Long.toString(summary.content().bytes()));
        return new Entry.Content(summary.file().bytes(), summary.file().digest(), about);
    }

    /** The directory of {@code entry}, which holds {@code archive} and {@code entry.json}. */
    Path place(Entry entry) {
        return place(entry.name().id());
    }

    Path place(String id) {
        return cache.resolve("archives/entries").resolve(id);
    }

    /** Changes one bit in the middle of the archive. */
    void flip(Entry entry) throws IOException {
        Path file = place(entry).resolve("archive");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** Leaves the first half of the archive. */
    void truncate(Entry entry) throws IOException {
        Path file = place(entry).resolve("archive");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** {@code deploy-hooks cache} with {@code arguments}. */
    InProcess cache(String... arguments) {
        List<String> all = new ArrayList<>(List.of("cache"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--cache-dir", cache.toString()));
        return InProcess.execute(all.toArray(String[]::new));
    }
}
