/**
 * What the files of a directory are, as one digest: names, modes and contents. Remembers what each file was like when it
 * was last read, so that only those are read again that may have changed. Depends on {@code cache.disk}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.cache.content.TreeDigest}.
 */
package io.jenkins.plugins.deployhooks.engine.cache.content;
