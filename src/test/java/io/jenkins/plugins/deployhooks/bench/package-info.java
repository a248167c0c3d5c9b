/**
 * Runs the Pipelines of {@code bench/pipeline} on a real controller with real agents. No part of the tests: only run when
 * asked for by name, {@code mvn test -Dtest=PipelineBench}. Entry class: {@code PipelineBench}.
 */
package io.jenkins.plugins.deployhooks.bench;
