/**
 * The space that is left on the file systems a hook writes to, for explanations (S45). Entry class {@link
 * io.jenkins.plugins.deployhooks.engine.process.disk.Disks}; depends on a value of {@code engine.process}.
 */
package io.jenkins.plugins.deployhooks.engine.process.disk;
