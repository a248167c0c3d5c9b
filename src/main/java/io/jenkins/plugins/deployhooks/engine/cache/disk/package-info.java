/**
 * What a cache asks of the file system: locks between processes ({@link
 * io.jenkins.plugins.deployhooks.engine.cache.disk.NameLocks}), deleting trees, telling a full disk. Depends on nothing of
 * ours.
 */
package io.jenkins.plugins.deployhooks.engine.cache.disk;
