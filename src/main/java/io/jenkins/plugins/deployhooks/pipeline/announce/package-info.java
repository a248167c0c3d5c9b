/**
 * When listeners are told of a deployment of a Pipeline: {@link io.jenkins.plugins.deployhooks.pipeline.announce.Listeners}.
 * Depends on {@code listener}, {@code pipeline.course} and {@code pipeline.closing}.
 */
package io.jenkins.plugins.deployhooks.pipeline.announce;
