package io.jenkins.plugins.deployhooks.agent.cache;

import java.io.Serializable;

/**
 * An archive that an agent has made.
 *
 * @param scope whose archive it is to be
 * @param key its key
 * @param file its file
 * @param replace whether an older one of this name gives way
 */
public record Offer(String scope, String key, ArchiveForm.Content file, boolean replace) implements Serializable {}
