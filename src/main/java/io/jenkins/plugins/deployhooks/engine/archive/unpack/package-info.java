/**
 * Restoring archives. {@link io.jenkins.plugins.deployhooks.engine.archive.unpack.ArchiveReader} is the entry: one thread
 * reads and checks, a few create files in a staging directory, renames put it in place. Depends on {@code archive} for
 * values, on {@code archive.tar} and {@code archive.stream}.
 */
package io.jenkins.plugins.deployhooks.engine.archive.unpack;
