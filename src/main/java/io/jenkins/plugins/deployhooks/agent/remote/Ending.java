package io.jenkins.plugins.deployhooks.agent.remote;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How a hook ended, as its agent sees it.
 *
 * @param status as shells count it
 * @param left whether something of it may be left in the background
 * @param found what it left for others
 * @param disks mount point and free bytes of the file systems it is likely to have written to
 */
public record Ending(int status, boolean left, Found found, Map<String, Long> disks) implements Serializable {
    public Ending {
        disks = Map.copyOf(disks);
    }

    /**
     * What a hook left for others.
     *
     * @param values the {@code KEY=value} lines of its {@code $DEPLOY_OUTPUT}
     * @param notes things people should know
     */
    public record Found(Map<String, String> values, List<String> notes) implements Serializable {
        public Found {
            values = Map.copyOf(values);
            notes = List.copyOf(notes);
        }
    }
}
