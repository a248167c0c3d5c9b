package io.jenkins.plugins.deployhooks.engine.report;

/** What a hook is called where it stands among other steps: in the graph of a build, in its console, on pages. */
public final class HookLabel {
    /** In place of the name of the only hook of an event that nobody has named. */
    private static final String UNNAMED = "hook";

    private HookLabel() {}

    /**
     * {@code preBuild: assets}. The only hook of an event without a name of its own is named like the event, which would say
     * the same twice: {@code preBuild: hook}.
     *
     * @param event its event; empty where it has none, then the name alone is the label
     * @param name of the hook
     */
    public static String of(String event, String name) {
        return event.isEmpty() ? name : event + ": " + (event.equals(name) ? UNNAMED : name);
    }
}
