/**
 * Several stores together: {@link io.jenkins.plugins.deployhooks.engine.cache.stores.LayeredStore} reads those of others beside
 * its own, {@link io.jenkins.plugins.deployhooks.engine.cache.stores.Stores} makes room over all of them. Depends on {@code
 * cache.store}.
 */
package io.jenkins.plugins.deployhooks.engine.cache.stores;
