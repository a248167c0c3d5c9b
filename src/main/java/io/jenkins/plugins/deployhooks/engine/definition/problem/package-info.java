/**
 * What is wrong with a definition, where, and what was probably meant. All problems are collected before anyone is
 * told. Depends on {@code engine.definition} for origins only; entry class {@link
 * io.jenkins.plugins.deployhooks.engine.definition.problem.Problem}.
 */
package io.jenkins.plugins.deployhooks.engine.definition.problem;
