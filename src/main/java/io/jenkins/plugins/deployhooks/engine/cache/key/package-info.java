/**
 * Decides whether two deployments would build the same: {@link
 * io.jenkins.plugins.deployhooks.engine.cache.key.BuildKeys} makes a {@link
 * io.jenkins.plugins.deployhooks.engine.cache.key.BuildKey} of the checkout, the variables and the hooks that a build sees.
 * Depends on plans, definitions and {@code cache.content}.
 */
package io.jenkins.plugins.deployhooks.engine.cache.key;
