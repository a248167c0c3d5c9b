/**
 * What a source says, as a tree of mappings, lists and scalars that know where they were written, and how trees of
 * several sources become one. Depends on {@code engine.definition} for origins only; entry classes {@link
 * io.jenkins.plugins.deployhooks.engine.definition.tree.Node} and {@link
 * io.jenkins.plugins.deployhooks.engine.definition.tree.TreeMerge}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.tree;
