package io.jenkins.plugins.deployhooks.freestyle.place;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.console.ConsoleLogFilter;
import hudson.model.AbstractBuild;
import hudson.model.BuildableItemWithBuildWrappers;
import hudson.tasks.BuildWrapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/** The filters that Jenkins puts in front of the log of a build, for the logs of its hooks: what masks there masks here. */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "no program is saved that could hold it")
final class BuildLogFilters extends TaskListenerDecorator {
    private static final long serialVersionUID = 1L;

    private final transient AbstractBuild<?, ?> build;

    BuildLogFilters(AbstractBuild<?, ?> build) {
        this.build = build;
    }

    @Override
    public OutputStream decorate(OutputStream logger) throws IOException, InterruptedException {
        OutputStream filtered = logger;
        for (ConsoleLogFilter filter : ConsoleLogFilter.all()) {
            filtered = filter.decorateLogger(build, filtered);
        }
        if (build.getProject() instanceof BuildableItemWithBuildWrappers item) {
            for (BuildWrapper wrapper : item.getBuildWrappersList()) {
                filtered = wrapper.decorateLogger(build, filtered);
            }
        }
        return new Unclosed(filtered, logger);
    }

    /**
     * Ends a log without closing its filters: that of Credentials Binding takes its end for that of the build, and would mask
     * nothing from then on.
     */
    private static final class Unclosed extends FilterOutputStream {
        private final OutputStream logger;
        private boolean atLineStart = true;

        Unclosed(OutputStream filtered, OutputStream logger) {
            super(filtered);
            this.logger = logger;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            atLineStart = one == '\n';
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (length > 0) {
                atLineStart = bytes[offset + length - 1] == '\n';
            }
        }

        @Override
        public void close() throws IOException {
            if (!atLineStart) {
                // Filters keep what they have of a line until it ends.
                write('\n');
            }
            out.flush();
            logger.close();
        }
    }
}
