package io.jenkins.plugins.deployhooks.ui.history;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.view.Look;
import io.jenkins.plugins.deployhooks.ui.view.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How long a hook took in the last deployments, as a drawing {@value #WIDTH} wide and {@value #HEIGHT} high,
 * below which a sign says what did not go well. */
public final class HookTrend {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 36;
    private static final int COLUMN = 10;
    private static final int LEAST = 2;

    /** By tone: a cross, a triangle, a bar, a dot; in a field of 8 by 10. */
    private static final Map<String, String> SIGNS = Map.of(
            "bad", "M1 2L7 9M7 2L1 9",
            "warn", "M4 2L7 9H1Z",
            "quiet", "M1 6H7",
            "going", "M3 6H5");

    private final String label;

    /** The last one first. */
    private final List<Time> times = new ArrayList<>();

    HookTrend(String label) {
        this.label = label;
    }

    /** One time that the hook ran. */
    private record Time(Run<?, ?> run, long millis, Look look) {}

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

        /** The sign below the column, whose upper left corner is the origin, as the path of a drawing; empty: it went well. */
        public String getSign() {
            return SIGNS.getOrDefault(tone, "");
        }

        /** Build, state and duration. */
        public String getText() {
            return text;
        }
    }

    void add(Run<?, ?> run, StepView step) {
        if (step.getStartedAt() != null) {
            times.add(new Time(run, step.getDurationMillis(), step.getLook()));
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
                    time.look().getTone(),
                    time.run().getDisplayName() + ": " + time.look().getWord() + ", "
                            + Util.getTimeSpanString(time.millis())));
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
