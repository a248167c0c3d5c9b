/**
 * Drives a lifecycle step by step for callers that can wait, such as the command line and freestyle jobs: {@link
 * io.jenkins.plugins.deployhooks.engine.deployment.Deployment} carries out the commands of the state machine through
 * ports and keeps the report. Depends on every other package of the engine but the readers of definitions.
 */
package io.jenkins.plugins.deployhooks.engine.deployment;
