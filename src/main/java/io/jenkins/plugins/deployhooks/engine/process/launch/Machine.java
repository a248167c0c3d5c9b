package io.jenkins.plugins.deployhooks.engine.process.launch;

/**
 * Where hooks run.
 *
 * @param name the agent's name, for messages
 * @param windows whether it runs Windows: no executable bits, no shebang lines
 */
public record Machine(String name, boolean windows) {}
