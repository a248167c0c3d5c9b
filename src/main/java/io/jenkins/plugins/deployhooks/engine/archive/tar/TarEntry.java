package io.jenkins.plugins.deployhooks.engine.archive.tar;

/**
 * One entry without its contents.
 *
 * @param type what it stands for
 * @param name its path below the root, without a slash at the end
 * @param mode the twelve bits of permissions
 * @param size bytes of contents that follow, not rounded; 0 for all but files
 * @param link the target of a symbolic link, the other name of a hard link; {@link EntryName#NONE} for others
 */
public record TarEntry(EntryType type, EntryName name, int mode, long size, EntryName link) {}
