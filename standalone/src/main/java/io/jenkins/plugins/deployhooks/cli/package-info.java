/**
 * The command line {@code deploy-hooks}: reads arguments, has the engine load, plan and run a deployment of a checkout, and
 * shows what happens. Entry class {@link io.jenkins.plugins.deployhooks.cli.Main}; nothing depends on it.
 */
package io.jenkins.plugins.deployhooks.cli;
