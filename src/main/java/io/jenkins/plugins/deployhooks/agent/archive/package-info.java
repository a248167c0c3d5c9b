/**
 * What an agent does with the archives of a deployment: {@link io.jenkins.plugins.deployhooks.agent.archive.LookAtTree} finds
 * out which one fits, {@link io.jenkins.plugins.deployhooks.agent.archive.ArchiveWork} saves, restores and brings. Depends on
 * {@code agent.cache} and {@code engine}.
 */
package io.jenkins.plugins.deployhooks.agent.archive;
