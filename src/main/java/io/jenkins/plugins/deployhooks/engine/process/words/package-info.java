/**
 * What a text for a shell may call: {@link io.jenkins.plugins.deployhooks.engine.process.words.ShellWords} finds words that may be
 * files, {@link io.jenkins.plugins.deployhooks.engine.process.words.Programs} knows what programs read that no text names, and
 * {@link io.jenkins.plugins.deployhooks.engine.process.words.Glob} what one word means by several files. Depends on nothing.
 */
package io.jenkins.plugins.deployhooks.engine.process.words;
