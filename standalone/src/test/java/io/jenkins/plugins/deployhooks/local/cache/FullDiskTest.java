package io.jenkins.plugins.deployhooks.local.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deployhooks.engine.Requirement;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.Selection;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a file system of its own, which is full. */
class FullDiskTest {
    private static final int MEGABYTE = 1 << 20;
    private static final CacheStore.Made MADE = new CacheStore.Made(Map.of(), "test", false);

    @TempDir
    private Path root;

    private Path disk;
    private boolean mounted;

    private static boolean runs(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(root.resolve("disk"));
        try {
            mounted = runs("mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=200", "tmpfs", disk.toString());
        } catch (IOException e) {
            mounted = false;
        }
        assumeTrue(mounted, "a small file system can be mounted on Linux by root only");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(runs("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static Entry.Content write(Path file, int megabytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < megabytes; i++) {
                out.write(new byte[MEGABYTE]);
            }
        }
        return new Entry.Content((long) megabytes * MEGABYTE, "sha256:" + "0".repeat(64), Map.of());
    }

    @Test
    @Requirement({"S45"})
    void aFullDiskLeavesNoPartialArchiveGivesTheSpaceBackAndSaysSo() throws Exception {
        CacheStore store = new DirectoryCacheStore(disk.resolve("cache"), Quota.DEFAULT, InstantSource.system());
        Entry.Name name = new Entry.Name("main", "a");
        store.save(name, MADE, file -> write(file, 1));
        long free = Files.getFileStore(disk).getUsableSpace();
        assertThatThrownBy(() -> store.save(new Entry.Name("main", "b"), MADE, file -> write(file, 8)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the archive is not stored: No space left on device for ")
                .hasMessageContaining("what was written is removed again");
        assertThat(Files.getFileStore(disk).getUsableSpace()).isEqualTo(free);
        assertThat(store.list()).extracting(Entry::name).containsExactly(name);
        assertThat(store.save(new Entry.Name("main", "c"), MADE, file -> write(file, 2)))
                .isNotNull();
    }

    @Test
    @Requirement({"S45"})
    void aDiskThatIsFullWhileAnArchiveIsRestoredIsAMissThatChangesNothing() throws Exception {
        Path built = Files.createDirectory(root.resolve("built"));
        Files.createDirectory(built.resolve("dist"));
        write(built.resolve("dist/large"), 3);
        write(built.resolve("dist/larger"), 3);
        CacheStore store = new DirectoryCacheStore(root.resolve("cache"), Quota.DEFAULT, InstantSource.system());
        archives(store, built, null).save();
        Entry entry = store.list().get(0);
        Path target = Files.createDirectories(disk.resolve("app"));
        Files.createDirectory(target.resolve("dist"));
        Files.writeString(target.resolve("dist/large"), "of the build before");
        long free = Files.getFileStore(disk).getUsableSpace();

        assertThatThrownBy(() -> archives(store, target, entry).restore())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("miss: the archive is not restored: No space left on device ");
        assertThat(target.resolve("dist/large")).hasContent("of the build before");
        assertThat(target.resolve("dist/larger")).doesNotExist();
        assertThat(Files.getFileStore(disk).getUsableSpace()).isEqualTo(free);
        try (Stream<Path> all = Files.list(disk)) {
            assertThat(all).containsExactly(target);
        }
        assertThat(store.list()).as("it is as good as before").hasSize(1);

        assertThat(runs("mount", "-o", "remount,size=16m", disk.toString())).isTrue();
        archives(store, target, store.list().get(0)).restore();
        assertThat(target.resolve("dist/larger")).hasSize(3L * MEGABYTE);
    }

    private static CachedArchives archives(CacheStore store, Path place, Entry fitting) {
        return new CachedArchives(
                new CachedArchives.Place(place, Selection.ALL),
                new CachedArchives.Keeping(fitting, new Entry.Name("main", "a"), MADE),
                store,
                new LocalPacking(
                        new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE),
                        new ArchiveReader(Limits.DEFAULT, Progress.NONE)));
    }

    @Test
    @Requirement({"S45"})
    void onADiskWithoutRoomForADirectoryArchivesCanStillBeRemoved() throws Exception {
        CacheStore store = new DirectoryCacheStore(disk.resolve("cache"), Quota.DEFAULT, InstantSource.system());
        Entry saved = store.save(new Entry.Name("main", "a"), MADE, file -> write(file, 1));
        // The gate exists; the two files of the locks are the last that fit.
        List<Path> filler = fill(disk, 2);
        assertThat(store.delete(saved.name().id())).isTrue();
        assertThat(store.list()).isEmpty();
        assertThat(filler).isNotEmpty();
    }

    /** Uses up all files that the disk can have, but for {@code left}. */
    private static List<Path> fill(Path disk, int left) throws IOException {
        List<Path> files = new java.util.ArrayList<>();
        try {
            for (; ; ) {
                files.add(Files.createFile(disk.resolve("filler-" + files.size())));
            }
        } catch (IOException e) {
            for (int i = 0; i < left; i++) {
                Files.delete(files.remove(files.size() - 1));
            }
            return files;
        }
    }
}
