/**
 * Carries out deployments in the thread of a build's executor: {@link
 * io.jenkins.plugins.deployhooks.freestyle.drive.JobDeployment}. The same course, steps, lock and archives as in a Pipeline,
 * one after the other; such a build does not survive its controller. Depends on {@code pipeline} and below.
 */
package io.jenkins.plugins.deployhooks.freestyle.drive;
