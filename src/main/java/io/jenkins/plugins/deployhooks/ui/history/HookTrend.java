package io.jenkins.plugins.deployhooks.ui.history;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.view.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How long a hook took in the last deployments, as a drawing {@value #WIDTH} wide and {@value #HEIGHT} high. */
public final class HookTrend {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 36;
    private static final int COLUMN = 10;
    private static final int LEAST = 2;

    private final String label;

    /** The last one first. */
    private final List<Time> times = new ArrayList<>();

    HookTrend(String label) {
        this.label = label;
    }

    /** One time that the hook ran. */
    private record Time(Run<?, ?> run, long millis, String tone) {}

    /**
     * A column of the drawing.
     *
     * @param left from the left edge
     * @param height of it
     * @param tone the colour of how it ended
     * @param text for people
     */
    public record Column(int left, int height, String tone, String text) {
        /** From the left edge. */
        public int getLeft() {
            return left;
        }

        /** From the upper edge. */
        public int getTop() {
            return HEIGHT - height;
        }

        /** Its height. */
        public int getHeight() {
            return height;
        }

        /** The colour of how the hook ended. */
        public String getTone() {
            return tone;
        }

        /** Build and duration. */
        public String getText() {
            return text;
        }
    }

    void add(Run<?, ?> run, StepView step) {
        if (step.getStartedAt() != null) {
            times.add(new Time(run, step.getDurationMillis(), step.getLook().getTone()));
        }
    }

    boolean isKnown() {
        return !times.isEmpty();
    }

    /** The hook, with its event. */
    public String getLabel() {
        return label;
    }

    /** The columns, the oldest first. */
    public List<Column> getColumns() {
        long most = Math.max(1, slowest());
        List<Column> columns = new ArrayList<>();
        int count = Math.min(times.size(), WIDTH / COLUMN);
        for (int i = count - 1; i >= 0; i--) {
            Time time = times.get(i);
            columns.add(new Column(
                    (count - 1 - i) * COLUMN,
                    (int) Math.max(LEAST, time.millis() * HEIGHT / most),
                    time.tone(),
                    time.run().getDisplayName() + ": " + Util.getTimeSpanString(time.millis())));
        }
        return columns;
    }

    /** The same in words. */
    public String getText() {
        return getColumns().stream().map(Column::text).collect(Collectors.joining(", "));
    }

    /** The last time, in words. */
    public String getLast() {
        return Util.getTimeSpanString(times.get(0).millis());
    }

    /** The mean, in words. */
    public String getMean() {
        return Util.getTimeSpanString(
                Math.round(times.stream().mapToLong(Time::millis).average().orElse(0)));
    }

    /** The longest time, in words. */
    public String getSlowest() {
        return Util.getTimeSpanString(slowest());
    }

    private long slowest() {
        return times.stream().mapToLong(Time::millis).max().orElse(0);
    }

    /** How often it ran. */
    public int getCount() {
        return times.size();
    }
}
