/**
 * Archives of a cache in words ({@link io.jenkins.plugins.deployhooks.cli.cache.text.Words}, {@link
 * io.jenkins.plugins.deployhooks.cli.cache.text.ManifestText}) and as JSON ({@link
 * io.jenkins.plugins.deployhooks.cli.cache.text.CacheJson}). Depends on values of {@code cache.store} and {@code
 * archive.tar}.
 */
package io.jenkins.plugins.deployhooks.cli.cache.text;
