package io.jenkins.plugins.deployhooks.engine.archive.pack;

import io.jenkins.plugins.deployhooks.engine.archive.tar.TarEntry;
import java.nio.file.Path;

/**
 * Something of the tree that is archived.
 *
 * @param entry as it was when it was looked at
 * @param path where it is
 * @param otherNames whether hard links to it follow
 */
record Node(TarEntry entry, Path path, boolean otherNames) {}
