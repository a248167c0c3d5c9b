/** What happened, for people and programs. Values and texts only; depends on nothing of ours but values. */
package io.jenkins.plugins.deployhooks.engine.report;
