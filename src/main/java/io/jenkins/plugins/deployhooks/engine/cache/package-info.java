/**
 * Deployments from cache: {@link io.jenkins.plugins.deployhooks.engine.cache.CacheDecision} tells whether an archive fits,
 * {@link io.jenkins.plugins.deployhooks.engine.cache.CachedArchives} restores and saves it, and beside the archive there
 * are the dependencies and the directories that a platform promises. Depends on {@code archive}, on plans and definitions,
 * and on the packages below.
 */
package io.jenkins.plugins.deployhooks.engine.cache;
