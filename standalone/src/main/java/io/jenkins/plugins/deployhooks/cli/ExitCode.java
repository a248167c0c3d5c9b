package io.jenkins.plugins.deployhooks.cli;

/** The exit codes of the command line. */
final class ExitCode {
    /** All went well. */
    static final int SUCCESS = 0;

    /** The deployment failed, or the command line itself did. */
    static final int FAILED = 1;

    /** The definition or the options are not valid; nothing has run. */
    static final int INVALID = 2;

    /** The deployment succeeded, and one of its hooks makes it unstable. */
    static final int UNSTABLE = 3;

    /** The deployment was interrupted, by Ctrl-C for example. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
