/**
 * What a deployment takes from earlier ones and leaves for later ones, brought together for whoever drives it: {@link
 * io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentCache} where tree and archives are on one machine. Where
 * they are not, a driver makes the {@code CacheSubject} beside the tree, the {@code CacheDecision} beside the archives,
 * and gives {@link io.jenkins.plugins.deployhooks.engine.cache.deployment.DeploymentArchives} a {@code Packing} of its own.
 */
package io.jenkins.plugins.deployhooks.engine.cache.deployment;
