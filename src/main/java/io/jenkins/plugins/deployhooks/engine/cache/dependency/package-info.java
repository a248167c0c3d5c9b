/**
 * The cache of dependencies, which survives a changed build key (D4): {@link
 * io.jenkins.plugins.deployhooks.engine.cache.dependency.DependencyCache}. Depends on {@code archive}, {@code
 * cache.content}, {@code cache.store} and definitions.
 */
package io.jenkins.plugins.deployhooks.engine.cache.dependency;
