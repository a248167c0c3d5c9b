/**
 * The table of requirements, docs/requirements.md: which test carries which of them. {@link
 * io.jenkins.plugins.deployhooks.engine.requirement.RequirementsTest} makes it of requirements.tsv and of the annotations
 * in the sources of all tests, and fails when the page in the repository says something else.
 */
package io.jenkins.plugins.deployhooks.engine.requirement;
