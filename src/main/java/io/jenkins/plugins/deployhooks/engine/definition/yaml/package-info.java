/**
 * YAML text to trees, with positions and limits: whatever the bytes are, the outcome is a tree or problems, never an
 * exception. Depends on {@code engine.definition.tree} and {@code engine.definition.problem}; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.yaml.YamlTree}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.yaml;
