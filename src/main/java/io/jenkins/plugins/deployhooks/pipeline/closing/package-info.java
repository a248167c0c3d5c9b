/**
 * What is done when a deployment is over, before its step completes: {@link
 * io.jenkins.plugins.deployhooks.pipeline.closing.Closings}. Depends on {@code pipeline.course}.
 */
package io.jenkins.plugins.deployhooks.pipeline.closing;
