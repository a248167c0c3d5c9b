/**
 * Where a build of a job is, and what steps of a deployment find around them there: {@link
 * io.jenkins.plugins.deployhooks.freestyle.place.BuildContext}, in place of the program of a Pipeline.
 */
package io.jenkins.plugins.deployhooks.freestyle.place;
