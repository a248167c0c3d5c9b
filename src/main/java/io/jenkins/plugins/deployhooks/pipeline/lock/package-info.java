/**
 * One deployment at a time runs where an app and its environment are (S57): a lock that outlives the controller, and the step
 * that waits for it. Entry classes {@link io.jenkins.plugins.deployhooks.pipeline.lock.DeployLocks} and {@link
 * io.jenkins.plugins.deployhooks.pipeline.lock.DeployLockStep}, called by {@code pipeline}. Uses {@code pipeline.course}
 * for what is known of a deployment.
 */
package io.jenkins.plugins.deployhooks.pipeline.lock;
