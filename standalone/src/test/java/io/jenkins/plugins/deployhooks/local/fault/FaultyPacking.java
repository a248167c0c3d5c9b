package io.jenkins.plugins.deployhooks.local.fault;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveSummary;
import io.jenkins.plugins.deployhooks.engine.archive.RestoreSummary;
import io.jenkins.plugins.deployhooks.engine.cache.CachedArchives;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packing that sometimes fails, at once, on its way, or without noticing. */
record FaultyPacking(CachedArchives.Packing packing, Dice dice) implements CachedArchives.Packing {
    @Override
    public ArchiveSummary pack(CachedArchives.Place place, Path file) throws IOException, InterruptedException {
        throwing();
        if (dice.causes(Fault.PACKING_FAILS)) {
            throw new IOException("a file may not be read");
        }
        if (dice.causes(Fault.DISK_FULL_WHILE_PACKING)) {
            Files.writeString(file, "half of an arch");
            throw new FileSystemException(file.toString(), null, "No space left on device");
        }
        ArchiveSummary summary = packing.pack(place, file);
        if (dice.causes(Fault.PACKED_ARCHIVE_DAMAGED)) {
            damage(file, dice);
        }
        return summary;
    }

    @Override
    public RestoreSummary unpack(CacheStore.Lease lease, CachedArchives.Place place)
            throws IOException, InterruptedException {
        throwing();
        if (dice.causes(Fault.UNPACKING_FAILS)) {
            throw new IOException("a file cannot be written");
        }
        return packing.unpack(lease, place);
    }

    private void throwing() {
        if (dice.causes(Fault.ENGINE_DIES)) {
            throw new Death();
        }
        if (dice.causes(Fault.ARCHIVE_PORT_THROWS)) {
            throw new IllegalStateException("a fault of the archive port");
        }
    }

    /** Another byte somewhere, of a file that stays as long as it was. */
    static void damage(Path file, Dice dice) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            bytes[dice.below(bytes.length)] ^= 0x55;
            Files.write(file, bytes);
        }
    }
}
