/**
 * What will happen, decided and printable: {@link io.jenkins.plugins.deployhooks.engine.plan.Planner} makes a plan of a
 * definition and of facts, without looking at anything else. Depends on {@code engine.definition}, {@code
 * engine.profile} and {@code engine.time}.
 */
package io.jenkins.plugins.deployhooks.engine.plan;
