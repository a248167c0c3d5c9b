/**
 * What an agent tells of the files of a workspace, which is not trusted: {@link
 * io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceCopy} copies what a definition is read from. Somebody else may
 * answer in its place, see {@link io.jenkins.plugins.deployhooks.agent.workspace.WorkspaceView}. Depends on the names of
 * files in {@code engine.definition}.
 */
package io.jenkins.plugins.deployhooks.agent.workspace;
