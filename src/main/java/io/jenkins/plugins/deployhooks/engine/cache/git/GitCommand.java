package io.jenkins.plugins.deployhooks.engine.cache.git;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Port: starts git on the machine where the checkout is. */
@FunctionalInterface
public interface GitCommand {
    /**
     * Starts git, without any input; what it says of errors is dropped. Several may run at once.
     *
     * @throws IOException if it cannot be started: there is no git, for example
     */
    Running start(GitInvocation invocation) throws IOException;

    /** A git that was started. */
    interface Running extends AutoCloseable {
        /** What it writes; read by one thread, which need not be the one that waits. */
        InputStream output();

        /**
         * Waits until it has ended.
         *
         * @return how; -1: it has not ended within {@code patience}
         */
        int exitCode(Duration patience) throws InterruptedException;

        /** Ends it, with all that it has started, where it has not ended. */
        @Override
        void close();
    }
}
