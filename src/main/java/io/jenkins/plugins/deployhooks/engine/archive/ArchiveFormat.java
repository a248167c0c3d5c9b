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

    /** What a file name ends with, without the leading dot. */
    public String extension() {
        return extension;
    }
}
