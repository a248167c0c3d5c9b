/**
 * What is done on agents, and what comes back from them, which is not trusted: {@link
 * io.jenkins.plugins.deployhooks.agent.WorkspaceCopy} copies what a definition is read from. Depends on the names of files
 * in {@code engine.definition}.
 */
package io.jenkins.plugins.deployhooks.agent;
