package io.jenkins.plugins.deployhooks.agent.cache;

import java.io.Serializable;

/**
 * An archive that an agent makes.
 *
 * @param scope whose archive it is to be
 * @param key its key
 * @param replace whether an older one of this name gives way
 */
public record Offer(String scope, String key, boolean replace) implements Serializable {}
