/**
 * A hook as the user wrote it: what runs, how, when and what its failure means. Immutable values, entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.hook.Hook}. Depends on {@code engine.time} only.
 */
package io.jenkins.plugins.deployhooks.engine.definition.hook;
