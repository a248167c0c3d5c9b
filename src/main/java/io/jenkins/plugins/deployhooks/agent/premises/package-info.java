/**
 * Works on the directory of an app where it is: {@link
 * io.jenkins.plugins.deployhooks.agent.premises.WorkOnPremises} mounts, unmounts, remembers files and looks for changes.
 * Depends on {@code engine.premises}.
 */
package io.jenkins.plugins.deployhooks.agent.premises;
