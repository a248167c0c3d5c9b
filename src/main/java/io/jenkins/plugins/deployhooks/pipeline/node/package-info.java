/**
 * The steps of a plan as steps of a Pipeline, which are the nodes of its graph: those that are carried out ({@link
 * io.jenkins.plugins.deployhooks.pipeline.node.PlannedCall}), and hooks that were skipped ({@link
 * io.jenkins.plugins.deployhooks.pipeline.node.SkippedHooks}). And what the nodes of a body say of its end ({@link
 * io.jenkins.plugins.deployhooks.pipeline.node.BodyResult}). Called by {@code pipeline}.
 */
package io.jenkins.plugins.deployhooks.pipeline.node;
