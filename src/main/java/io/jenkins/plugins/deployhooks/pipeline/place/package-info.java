/**
 * Where the hooks of a Pipeline's deployment run when Jenkins has given up the agent of the block around them: in the same
 * directory of the same agent, once it is there again. Entry class
 * {@link io.jenkins.plugins.deployhooks.pipeline.place.Workplace}. Uses {@code pipeline.course}, {@code pipeline.order},
 * {@code pipeline.attempt} and {@code pipeline.call}.
 */
package io.jenkins.plugins.deployhooks.pipeline.place;
