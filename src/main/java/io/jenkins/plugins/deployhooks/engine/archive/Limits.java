package io.jenkins.plugins.deployhooks.engine.archive;

/**
 * What an archive may cost whoever unpacks it. Each limit is the largest value that is accepted.
 *
 * @param entries number of files, directories and links
 * @param bytes of the contents of files, after decompression
 * @param ratio of decompressed to compressed bytes, looked at once {@link #RATIO_FROM} bytes are decompressed
 * @param names how names may look
 */
public record Limits(long entries, long bytes, int ratio, Names names) {
    /** So much is decompressed without a look at the ratio: small archives of zeros are no bombs. In bytes. */
    public static final long RATIO_FROM = 256L * 1024 * 1024;

    /** 5 million entries, 200 GB, 1 : 1000, and what Linux allows in names. */
    public static final Limits DEFAULT = new Limits(5_000_000, 200_000_000_000L, 1000, Names.DEFAULT);

    /**
     * How names may look.
     *
     * @param depth number of components of a path
     * @param component bytes of one component
     * @param path bytes of a path and of the target of a link
     */
    public record Names(int depth, int component, int path) {
        /** 256 components of 255 bytes, together 4096 bytes. */
        public static final Names DEFAULT = new Names(256, 255, 4096);
    }
}
