/**
 * What a deployment and its hooks' steps say to each other: the step asks for its hook, and tells how it ended. Entry
 * class {@link io.jenkins.plugins.deployhooks.pipeline.order.HookOrders}. Uses values of {@code engine.definition.hook}
 * and {@code engine.process}.
 */
package io.jenkins.plugins.deployhooks.pipeline.order;
