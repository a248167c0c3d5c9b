/**
 * What the user wrote, merged from every source and valid: immutable values, entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.Definition}. Reading and checking them is the work of the packages
 * below this one. Depends on nothing of ours.
 */
package io.jenkins.plugins.deployhooks.engine.definition;
