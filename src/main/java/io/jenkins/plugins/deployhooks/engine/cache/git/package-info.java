/**
 * What git knows of a checkout: {@link io.jenkins.plugins.deployhooks.engine.cache.git.GitTree} asks it, and makes sure that
 * asking runs nothing of the repository's own; {@link io.jenkins.plugins.deployhooks.engine.cache.git.GitChanges} compares it
 * with commits. How a program is started is the affair of {@link
 * io.jenkins.plugins.deployhooks.engine.cache.git.GitCommand}. Depends on {@code cache.key}, whose port it implements.
 */
package io.jenkins.plugins.deployhooks.engine.cache.git;
