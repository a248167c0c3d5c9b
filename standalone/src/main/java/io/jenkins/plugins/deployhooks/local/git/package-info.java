/**
 * The git of this machine: {@link io.jenkins.plugins.deployhooks.local.git.LocalGit} starts it for {@code cache.git}, and
 * {@link io.jenkins.plugins.deployhooks.local.git.GitCheckout} knows branch and commit. Depends on {@code cache.git}.
 */
package io.jenkins.plugins.deployhooks.local.git;
