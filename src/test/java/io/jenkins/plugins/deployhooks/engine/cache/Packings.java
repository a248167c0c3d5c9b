package io.jenkins.plugins.deployhooks.engine.cache;

import io.jenkins.plugins.deployhooks.engine.archive.ArchiveFormat;
import io.jenkins.plugins.deployhooks.engine.archive.Limits;
import io.jenkins.plugins.deployhooks.engine.archive.Progress;
import io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter;
import io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader;
import io.jenkins.plugins.deployhooks.engine.cache.deployment.LocalPacking;

/** Real packing and unpacking on this machine, as tests of what is above it need it. */
public final class Packings {
    /** For trees of a few files. */
    public static final LocalPacking SMALL = of(new Limits(1000, 1_000_000, 1000, Limits.Names.DEFAULT));

    private Packings() {}

    /** Packs as by default, and unpacks up to {@code limits}. */
    public static LocalPacking of(Limits limits) {
        return new LocalPacking(
                new ArchiveWriter(ArchiveFormat.TAR_ZST, Progress.NONE), new ArchiveReader(limits, Progress.NONE));
    }
}
