/**
 * A deployment as a Pipeline keeps it: {@link io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment} is the course of
 * the engine with the files of a build, tells hooks what to run, and goes on after a restart. Depends on {@code engine},
 * {@code agent.workspace}, {@code pipeline.order} and {@code ui}.
 */
package io.jenkins.plugins.deployhooks.pipeline.course;
