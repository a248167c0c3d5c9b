package io.jenkins.plugins.deployhooks.engine.definition.running;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;

/**
 * What holds requests back while the app is not to take any (S57).
 *
 * @param hold begins to hold them; null: nobody does
 * @param open lets them through again; null: nobody does
 * @param holdLimit how long they can be held; longer is a warning
 */
public record Traffic(@CheckForNull Hook hold, @CheckForNull Hook open, TimeLimit holdLimit) {
    /** The name of both hooks' event, and of the key of a definition. */
    public static final String EVENT = "traffic";

    /** The name of the hook that holds requests. */
    public static final String HOLD = "hold";

    /** The name of the hook that lets them through. */
    public static final String OPEN = "open";
}
