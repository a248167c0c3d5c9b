package io.jenkins.plugins.deployhooks.engine.archive;

/** How an archive is packed. Which one a file is, is read from its first bytes, never from its name. */
public enum ArchiveFormat {
    /** Compressed by zstd on several threads: the default. */
    TAR_ZST("tar.zst"),
    /** Compressed by gzip, for those who have nothing else to read it with. */
    TAR_GZ("tar.gz"),
    /** Not compressed. */
    TAR("tar");

    private final String extension;

    ArchiveFormat(String extension) {
        this.extension = extension;
    }

    /**
     * The format whose names end with {@code extension}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ArchiveFormat of(String extension) {
        for (ArchiveFormat format : values()) {
            if (format.extension.equals(extension)) {
                return format;
            }
        }
        throw new IllegalArgumentException("there is no format of archives " + extension);
    }

    /** What a file name ends with, without the leading dot. */
    public String extension() {
        return extension;
    }
}
