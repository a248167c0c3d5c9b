/**
 * What an administrator says of all deployments, on a page of Jenkins or as code: {@link
 * io.jenkins.plugins.deployhooks.config.DeployHooksConfiguration}. Values are checked by the rules of a definition. Depends
 * on the engine.
 */
package io.jenkins.plugins.deployhooks.config;
