/**
 * The command line: reads options, makes a plan, drives a deployment with the local process runner and says what came
 * out. Depends on the engine and on {@code local}; entry class {@link io.jenkins.plugins.deployhooks.cli.Main}.
 */
package io.jenkins.plugins.deployhooks.cli;
