/**
 * Durations and limits as values, and how people write them. Depends on nothing of ours; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.time.TimeLimit}.
 */
package io.jenkins.plugins.deployhooks.engine.time;
