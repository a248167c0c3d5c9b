/**
 * Builds that were saved in the middle of a deployment and are kept with the sources: does a later version go on with
 * them? Tests the packages {@code pipeline..} as a whole. Entry class: {@code SavedBuildsTest}; how the files are made
 * anew is said there.
 */
package io.jenkins.plugins.deployhooks.pipeline.saved;
