/**
 * What the controller keeps of one attempt: its journal, its log, and the words for its end. Uses values of {@code agent},
 * {@code engine.process} and {@code engine.report}. Entry class {@link
 * io.jenkins.plugins.deployhooks.pipeline.account.Journal}.
 */
package io.jenkins.plugins.deployhooks.pipeline.account;
