/**
 * What the command line shows: plans, problems, live output and the table at the end, for terminals and for files.
 * Depends on the engine's values; entry class {@link io.jenkins.plugins.deployhooks.cli.console.LiveOutput}.
 */
package io.jenkins.plugins.deployhooks.cli.console;
