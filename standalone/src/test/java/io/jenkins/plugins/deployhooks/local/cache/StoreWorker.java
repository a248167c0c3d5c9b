package io.jenkins.plugins.deployhooks.local.cache;

import io.jenkins.plugins.deployhooks.engine.cache.content.FileDigests;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Entry;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.store.Wanted;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process that saves and restores until somebody kills it: one line per thing done. What it restores it checks, by the
 * digest and by what the archive says of itself.
 */
public final class StoreWorker {
    static final Quota QUOTA = new Quota(900_000, Duration.ofDays(1));
    static final String SCOPE = "main";

    private static final int KEYS = 6;
    private static final int CHUNK = 8192;

    private final CacheStore store;
    private final Random random;

    private StoreWorker(CacheStore store, long seed) {
        this.store = store;
        this.random = new Random(seed);
    }

    /** @param arguments the directory of the store and the seed */
    public static void main(String[] arguments) throws Exception {
        long seed = Long.parseLong(arguments[1]);
        CacheStore store = new DirectoryCacheStore(Path.of(arguments[0]), QUOTA, InstantSource.system());
        say("ready");
        StoreWorker worker = new StoreWorker(store, seed);
        for (; ; ) {
            say(worker.step());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private String step() throws Exception {
        Entry.Name name = new Entry.Name(SCOPE, "key-" + random.nextInt(KEYS));
        if (random.nextInt(5) < 2) {
            boolean replace = random.nextBoolean();
            store.save(name, new CacheStore.Made(Map.of(), "worker", replace), this::fill);
            return "saved";
        }
        Entry entry = store.find(new Wanted(List.of(SCOPE), name.key(), List.of()));
        return entry == null ? "missed" : restored(entry);
    }

    /** An archive that says in each chunk which one it is, so that a mixture of two would show. */
    private Entry.Content fill(Path file) throws IOException {
        byte[] chunk = new byte[CHUNK];
        random.nextBytes(chunk);
        int chunks = 1 + random.nextInt(32);
        MessageDigest digest = FileDigests.sha256();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < chunks; i++) {
                out.write(chunk);
                digest.update(chunk);
            }
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        return new Entry.Content((long) chunks * CHUNK, "sha256:" + hex, Map.of());
    }

    private String restored(Entry entry) {
        try (CacheStore.Lease lease = store.open(entry)) {
            byte[] bytes = Files.readAllBytes(lease.file());
            String digest =
                    "sha256:" + HexFormat.of().formatHex(FileDigests.sha256().digest(bytes));
            Entry.Content content = lease.entry().content();
            return digest.equals(content.digest()) && bytes.length == content.bytes()
                    ? "restored"
                    : "TORN " + entry.name().id() + ": " + bytes.length + " bytes of " + content.bytes();
        } catch (java.nio.file.NoSuchFileException e) {
            return "TORN " + e;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("removed") ? "missed" : "TORN " + e;
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }
}
