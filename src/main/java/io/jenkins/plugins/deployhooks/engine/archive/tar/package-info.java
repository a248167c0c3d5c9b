/**
 * The tar format: headers of 512 bytes, pax records, names as bytes. Knows no file system and no stream. Depends on {@code
 * archive} for values only.
 */
package io.jenkins.plugins.deployhooks.engine.archive.tar;
