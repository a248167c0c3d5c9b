/**
 * The archive of a deployment: the files a later deployment, or another agent, needs. Here are its port, {@link
 * io.jenkins.plugins.deployhooks.engine.archive.Archives}, and the values; {@code archive.pack} makes archives and
 * {@code archive.unpack} restores them. Depends on nothing of ours.
 */
package io.jenkins.plugins.deployhooks.engine.archive;
