package io.jenkins.plugins.deployhooks.local.fault;

/** The engine ends here and now, with whatever it was doing undone. */
final class Death extends Error {
    private static final long serialVersionUID = 1;

    Death() {
        super("the engine dies");
    }
}
