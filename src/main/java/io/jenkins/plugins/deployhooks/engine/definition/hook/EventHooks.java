package io.jenkins.plugins.deployhooks.engine.definition.hook;

import java.util.List;

/**
 * The hooks of one event, in their order.
 *
 * @param failFast true: the first failure ends the event; false: all hooks run, then the event fails
 * @param hooks the hooks, whose names differ
 */
public record EventHooks(boolean failFast, List<Hook> hooks) {
    public EventHooks {
        hooks = List.copyOf(hooks);
    }
}
