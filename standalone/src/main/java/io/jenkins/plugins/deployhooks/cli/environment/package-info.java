/**
 * The environment of the command line as its user sees it; entry is {@link
 * io.jenkins.plugins.deployhooks.cli.environment.UserEnvironment}.
 */
package io.jenkins.plugins.deployhooks.cli.environment;
