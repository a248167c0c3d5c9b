/**
 * The tables of events of the platforms whose rules a deployment can follow. They are data (resources of this package,
 * one YAML file each): no code of the engine asks which platform it serves. Depends on {@code engine.definition} for
 * values only; entry class {@link io.jenkins.plugins.deployhooks.engine.profile.Profiles}.
 */
package io.jenkins.plugins.deployhooks.engine.profile;
