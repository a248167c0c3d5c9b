/**
 * Where archives are kept between deployments: {@link io.jenkins.plugins.deployhooks.engine.cache.store.CacheStore}, and
 * the one in a directory that several processes use at once, {@link
 * io.jenkins.plugins.deployhooks.engine.cache.store.DirectoryCacheStore}. What is in an archive is no business of a store.
 * Depends on nothing of ours.
 */
package io.jenkins.plugins.deployhooks.engine.cache.store;
