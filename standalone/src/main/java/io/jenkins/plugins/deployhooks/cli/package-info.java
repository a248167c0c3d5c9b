/**
 * The command line {@code deploy-hooks}: reads arguments, has the engine load, plan and run a deployment of a checkout,
 * and shows what happens. Uses the engine, {@code local} and {@code cli.console}; nothing depends on it. Entry class
 * {@link io.jenkins.plugins.deployhooks.cli.Main}.
 */
package io.jenkins.plugins.deployhooks.cli;
