/**
 * Where the steps of a deployment were carried out, for whoever looks at it later: on which agent and node, {@link
 * io.jenkins.plugins.deployhooks.ui.place.StepPlaces}, and at which line of the console, {@link
 * io.jenkins.plugins.deployhooks.ui.place.ConsoleMark}. Nothing depends on it but views, so what cannot be read is not known,
 * and nothing else. Depends on {@code engine.report} for files.
 */
package io.jenkins.plugins.deployhooks.ui.place;
