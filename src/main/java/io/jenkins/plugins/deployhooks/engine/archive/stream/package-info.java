/**
 * Bytes of an archive on their way to and from the disk: compressed, decompressed and digested. Depends on {@code archive}
 * for values only.
 */
package io.jenkins.plugins.deployhooks.engine.archive.stream;
