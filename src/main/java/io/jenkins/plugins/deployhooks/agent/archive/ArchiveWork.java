package io.jenkins.plugins.deployhooks.agent.archive;

import com.github.luben.zstd.util.Native;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployhooks.agent.cache.AgentPacking;
import io.jenkins.plugins.deployhooks.agent.cache.AgentStore;
import io.jenkins.plugins.deployhooks.agent.cache.ArchiveGate;
import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Archives;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;
import io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore;
import io.jenkins.plugins.deployhooks.engine.cache.store.Quota;
import io.jenkins.plugins.deployhooks.engine.cache.stores.Stores;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** Saves or restores archives of a workspace, on its agent. */
public final class ArchiveWork extends MasterToSlaveFileCallable<ArchiveDone> {
    private static final long serialVersionUID = 1L;

    /** Of the copies of one job. What goes comes again from the controller. */
    private static final Quota COPIES = new Quota(Quota.DEFAULT.bytes(), Duration.ofDays(14));

    /** Of the copies of all jobs on one agent. */
    private static final long COPIES_OF_ALL_BYTES = 20_000_000_000L;

    private final ArchiveOrder order;
    private final AgentDirectories directories;

    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "it is a proxy by the time it travels")
    private final ArchiveGate gate;

    /**
     * On an agent other than the controller.
     *
     * @param gate of which the agent gets a proxy
     */
    public ArchiveWork(ArchiveOrder order, AgentDirectories directories, ArchiveGate gate) {
        this.order = order;
        this.directories = directories;
        this.gate = gate;
    }

    @Override
    public ArchiveDone invoke(File workspace, VirtualChannel channel) throws InterruptedException {
        try {
            CacheStore copies = new DirectoryCacheStore(directories.copies(), COPIES, InstantSource.system());
            ArchiveDone done = run(order, workspace.toPath(), new AgentStore(copies, gate));
            Stores.makeRoom(directories.allCopies(), COPIES_OF_ALL_BYTES);
            return done;
        } catch (IOException e) {
            return ArchiveDone.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Does {@code order} in {@code root} of this machine with the archives of {@code store}. */
    public static ArchiveDone run(ArchiveOrder order, Path root, CacheStore store) throws InterruptedException {
        boolean zstd = order.format() != ArchiveFormat.TAR_ZST || hasZstd();
        LocalPacking packing = new LocalPacking(
                new ArchiveWriter(zstd ? order.format() : ArchiveFormat.TAR_GZ, Progress.NONE),
                new ArchiveReader(order.limits(), Progress.NONE));
        try {
            Archives.Work work = order.run(root, store, new AgentPacking(new LimitedPacking(packing, order.limits())));
            List<String> notes = new ArrayList<>(work.notes());
            if (!zstd && order.kind() == ArchiveOrder.Kind.SAVE && work.archive() != null) {
                notes.add("packed as tar.gz: there is no zstd for this machine");
            }
            return ArchiveDone.of(new Archives.Work(work.archive(), notes));
        } catch (IOException e) {
            return ArchiveDone.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (LinkageError e) {
            return ArchiveDone.failed("miss: there is no zstd for this machine, with which the archive is packed");
        }
    }

    /** Its native part is not there for every machine. */
    private static boolean hasZstd() {
        try {
            Native.load();
            return true;
        } catch (LinkageError e) {
            System.getLogger(ArchiveWork.class.getName())
                    .log(System.Logger.Level.INFO, "archives are packed as tar.gz: zstd cannot be loaded", e);
            return false;
        }
    }
}
