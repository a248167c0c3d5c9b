/**
 * What several commands have in common: options for output ({@link
 * io.jenkins.plugins.deployhooks.cli.options.OutputOptions}) and for the cache ({@link
 * io.jenkins.plugins.deployhooks.cli.options.CacheOptions}), and exit codes. Depends on {@code cli.console}, {@code
 * cli.environment}, {@code cache.store} and problems of definitions.
 */
package io.jenkins.plugins.deployhooks.cli.options;
