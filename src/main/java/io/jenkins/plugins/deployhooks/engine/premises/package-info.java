/**
 * The directory in which an app lives, between its build and its next one: mounts that belong to what runs (S36), and files
 * that must not change while it does (S54). Depends on {@code engine.plan} and {@code engine.cache.content}; entry class
 * {@link io.jenkins.plugins.deployhooks.engine.premises.Premises}.
 */
package io.jenkins.plugins.deployhooks.engine.premises;
