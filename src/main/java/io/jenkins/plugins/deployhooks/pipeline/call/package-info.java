/**
 * Steps that the program of a Pipeline runs although they do not stand in its text: {@link
 * io.jenkins.plugins.deployhooks.pipeline.call.StepCall}. Knows nothing of deployments; uses the threads of {@code
 * pipeline.attempt}.
 */
package io.jenkins.plugins.deployhooks.pipeline.call;
