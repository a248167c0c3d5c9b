package io.jenkins.plugins.deployhooks.ui.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.deployhooks.engine.report.StepReport;
import io.jenkins.plugins.deployhooks.ui.place.StepPlace;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An attempt of a step that has ended. */
@ExportedBean(defaultVisibility = 2)
public final class AttemptView {
    private final StepReport.Attempt attempt;

    @CheckForNull
    private final StepPlace place;

    private final Addresses addresses;

    AttemptView(StepReport.Attempt attempt, @CheckForNull StepPlace place, Addresses addresses) {
        this.attempt = attempt;
        this.place = place;
        this.addresses = addresses;
    }

    /**
     * What links lead to; each is relative to the root of Jenkins, and null where there is none.
     *
     * @param node the log of its node
     * @param console its line in the console
     */
    record Addresses(
            @CheckForNull String node, @CheckForNull String console) {}

    /** Counted from 1. */
    @Exported
    public int getNumber() {
        return attempt.number();
    }

    /** How it ended. */
    @Exported
    public String getState() {
        return attempt.state().name();
    }

    /** How that is shown. */
    public Look getLook() {
        return Look.of(attempt.state());
    }

    /** How long it took, in words. */
    public String getTook() {
        return Util.getTimeSpanString(attempt.durationMillis());
    }

    /** Its exit code; null: it had none. */
    @Exported
    @CheckForNull
    public Integer getExitCode() {
        return attempt.exitCode();
    }

    /** The number of the signal that ended it; null: none did. */
    @Exported
    @CheckForNull
    public Integer getSignal() {
        return attempt.signal();
    }

    /** Why it failed; may be empty. */
    @Exported
    public String getReason() {
        return attempt.reason();
    }

    /** When it began; milliseconds since 1970, null: it is not known. */
    @Exported
    @CheckForNull
    public Long getStartedAt() {
        return attempt.startedAt() == null ? null : attempt.startedAt().toEpochMilli();
    }

    /** From launch to end; milliseconds. */
    @Exported
    public long getDurationMillis() {
        return attempt.durationMillis();
    }

    /** The agent; null: not known. */
    @Exported
    @CheckForNull
    public String getAgent() {
        return place == null ? null : place.agent();
    }

    /** The id of its node in the graph of a Pipeline; null: there is none. */
    @Exported
    @CheckForNull
    public String getNodeId() {
        return place == null ? null : place.node();
    }

    /** The address of that node's log, relative to the root of Jenkins; null: there is none. */
    @Exported
    @CheckForNull
    public String getNodeUrl() {
        return addresses.node();
    }

    /** The address of its line in the console, relative to the root of Jenkins; null: it wrote none. */
    @CheckForNull
    public String getConsoleUrl() {
        return addresses.console();
    }
}
