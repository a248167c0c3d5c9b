/**
 * Which revision of a repository Jenkins trusts with hooks, and what it says: {@link
 * io.jenkins.plugins.deployhooks.trust.Trust}. For Pipelines and every other kind of job. Depends on {@code
 * agent.workspace}, {@code config} and {@code engine.process.launch}.
 */
package io.jenkins.plugins.deployhooks.trust;
