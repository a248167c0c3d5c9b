package io.jenkins.plugins.deployhooks.engine.cache.content;

import java.nio.file.Path;

/**
 * A file found in a directory.
 *
 * @param path relative to the directory, with slashes
 * @param file where it is
 * @param stat what it is like
 */
record Listed(String path, Path file, FileStat stat) implements Comparable<Listed> {
    @Override
    public int compareTo(Listed other) {
        return path.compareTo(other.path);
    }
}
