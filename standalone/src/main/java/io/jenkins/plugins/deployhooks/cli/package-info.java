/**
 * <<<<<<< HEAD
 * The command line: reads options, makes a plan, drives a deployment with the local process runner and says what came
 * out. Depends on the engine and on {@code local}; entry class {@link io.jenkins.plugins.deployhooks.cli.Main}.
 * =======
 * The command line {@code deploy-hooks}: reads arguments, has the engine load, plan and run a deployment of a checkout, and
 * shows what happens. Entry class {@link io.jenkins.plugins.deployhooks.cli.Main}; nothing depends on it.
 * >>>>>>> repo
 */
package io.jenkins.plugins.deployhooks.cli;
