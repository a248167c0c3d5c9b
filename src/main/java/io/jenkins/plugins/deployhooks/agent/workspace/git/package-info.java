/**
 * What git has written beside a checkout, read from its files: there may be no git on the machine, and one that is started would
 * run what a build has left in its configuration. {@link io.jenkins.plugins.deployhooks.agent.workspace.git.GitHead} tells which
 * commits are checked out. Depends on nothing.
 */
package io.jenkins.plugins.deployhooks.agent.workspace.git;
