/**
 * Where on the controller archives are: {@link io.jenkins.plugins.deployhooks.pipeline.archive.place.ArchivePlaces}. Depends on
 * {@code config}.
 */
package io.jenkins.plugins.deployhooks.pipeline.archive.place;
