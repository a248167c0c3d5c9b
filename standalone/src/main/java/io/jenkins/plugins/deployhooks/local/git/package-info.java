/**
 * What git knows of a repository on this machine. Depends on the port of {@code cache.key}; entry class {@link
 * io.jenkins.plugins.deployhooks.local.git.GitCheckout}.
 */
package io.jenkins.plugins.deployhooks.local.git;
