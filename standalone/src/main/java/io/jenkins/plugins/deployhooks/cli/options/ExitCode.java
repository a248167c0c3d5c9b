package io.jenkins.plugins.deployhooks.cli.options;

/** The exit codes of the command line. */
public final class ExitCode {
    /** All went well. */
    public static final int SUCCESS = 0;

    /** The deployment failed, or the command line itself did. */
    public static final int FAILED = 1;

    /** The definition or the options are not valid; nothing has run. */
    public static final int INVALID = 2;

    /** The deployment succeeded, and one of its hooks makes it unstable. */
    public static final int UNSTABLE = 3;

    /** The deployment was interrupted, by Ctrl-C for example. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
