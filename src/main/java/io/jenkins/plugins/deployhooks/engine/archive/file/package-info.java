/**
 * Files as archives see them: names as bytes, modes, what a selection leaves out. Depends on {@code archive} for values and
 * on {@code archive.tar} for names.
 */
package io.jenkins.plugins.deployhooks.engine.archive.file;
