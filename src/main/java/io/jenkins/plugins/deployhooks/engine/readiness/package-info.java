/**
 * Whether a started app is ready: asks its URLs over HTTP from where this runs. Entry class {@link
 * io.jenkins.plugins.deployhooks.engine.readiness.HttpReadiness}. Implements the port of {@code engine.deployment}.
 */
package io.jenkins.plugins.deployhooks.engine.readiness;
