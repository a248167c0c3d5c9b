/**
 * What is known and decided about the archives of a deployment as JSON, for a file and for the way between machines: {@link
 * io.jenkins.plugins.deployhooks.engine.cache.record.CacheJson}. Who writes it need not be trusted: what is read is within
 * limits, or refused. Depends on the packages of the cache and on plans.
 */
package io.jenkins.plugins.deployhooks.engine.cache.record;
