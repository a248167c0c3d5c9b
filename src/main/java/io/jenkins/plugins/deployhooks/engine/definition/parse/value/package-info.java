/**
 * Single values of a tree, checked and understood: texts, numbers, words, durations, patterns, templates. Every fault is
 * collected with its place. Depends on {@code engine.definition.tree}, {@code engine.definition.problem}, {@code
 * engine.condition} and {@code engine.time}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.parse.value;
