/**
 * Making archives. {@link io.jenkins.plugins.deployhooks.engine.archive.pack.ArchiveWriter} is the entry: one thread looks
 * through the tree in order, a few read files ahead of it, one writes. Depends on {@code archive} for values, on {@code
 * archive.tar} and {@code archive.stream}.
 */
package io.jenkins.plugins.deployhooks.engine.archive.pack;
