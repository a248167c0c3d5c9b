/**
 * The archive of a deployment: the files a later deployment, or another agent, needs. So far the port through which the
 * lifecycle asks for one, {@link io.jenkins.plugins.deployhooks.engine.archive.Archives}. Depends on nothing of ours.
 */
package io.jenkins.plugins.deployhooks.engine.archive;
