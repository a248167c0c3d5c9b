/**
 * From what the user wrote to the arguments of a process: interpreter, script text, the rule for script paths, and the
 * faults that are known before anything starts. Reads files, starts nothing. Entry class {@link
 * io.jenkins.plugins.deployhooks.engine.process.launch.CommandLine}; uses values of {@code engine.definition.hook} and
 * {@code engine.process}.
 */
package io.jenkins.plugins.deployhooks.engine.process.launch;
