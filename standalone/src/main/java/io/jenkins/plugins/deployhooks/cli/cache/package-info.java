/**
 * The commands {@code deploy-hooks cache …}, for people who want to know what the cache keeps and to make room. They look
 * at archives through {@code cache.store} and read them with {@code archive.unpack}; deployments do not need them. Entry
 * class {@link io.jenkins.plugins.deployhooks.cli.cache.CacheCommand}.
 */
package io.jenkins.plugins.deployhooks.cli.cache;
