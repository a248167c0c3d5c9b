package io.jenkins.plugins.deployhooks.agent;

import java.io.Serializable;
import java.util.List;

/**
 * What {@link CookieLook} saw.
 *
 * @param found the processes with the cookie
 * @param sure whether it could see processes at all
 * @param ended whether the hook's status is there, or nobody waits for one any more
 */
record CookieSight(List<Found> found, boolean sure, boolean ended) implements Serializable {
    CookieSight {
        found = List.copyOf(found);
    }

    /** A process: its number, when it started in milliseconds since 1970, and the name of its program. */
    record Found(long pid, long start, String name) implements Serializable {}
}
