package io.jenkins.plugins.deployhooks.cli.console;

import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.deployment.DeploymentListener;
import io.jenkins.plugins.deployhooks.engine.plan.Plan;
import io.jenkins.plugins.deployhooks.engine.plan.PlannedStep;
import io.jenkins.plugins.deployhooks.engine.plan.Section;
import io.jenkins.plugins.deployhooks.engine.process.HookEnd;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows a deployment while it runs: every line of output with the name of its step in front. */
public final class LiveOutput implements DeploymentListener, AutoCloseable {
    /** Letters of the bar of an archive. */
    private static final int BAR = 20;

    private final Definition definition;
    private final Progress progress;
    private final Style style;
    private final StatusLine status;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile Section section = Section.BUILD;
    private Lines lines = new Lines(line -> {});
    private String lastFailure = "";

    /** Shows the steps of {@code plan} on {@code out}. */
    public LiveOutput(Definition definition, Plan plan, Style style, Outlet out) {
        this.definition = definition;
        this.progress = new Progress(plan);
        this.style = style;
        this.status = new StatusLine(out, style.progress());
        if (isNothing(definition)) {
            status.println(style.warning("! nothing to do: there are no hooks and no commands for build or run."
                    + " Write a deploy-hooks.yml, for example:"));
            for (String line : "version: 1|build: make|run: ./launch.sh|hooks:|  preRun: ./migrate.sh".split("\\|")) {
                status.println("    " + line);
            }
            status.println("  or give them as options: --build, --run, --set EVENT=COMMAND");
        }
    }

    @Override
    public void started(PlannedStep step, int attempt) {
        section = step.section();
        String prefix = style.dim(step.id() + " | ");
        lines = new Lines(line -> status.println(prefix, line, style.afterOutput(line)));
        String again = attempt > 1 ? " (attempt " + attempt + ")" : "";
        status.println(style.bold("> " + step.id() + again) + ": " + what(step));
        status.set(progress.begin(step) + " " + step.id() + again);
    }

    @Override
    public void output(PlannedStep step, byte[] bytes, int length) {
        lines.write(bytes, length);
    }

    @Override
    public void ended(PlannedStep step, int attempt, HookEnd end) {
        lines.flush();
        status.set("");
        for (String note : end.output().notes()) {
            status.println(style.dim("  " + step.id() + " note: " + note));
        }
        if (end.state() != HookEnd.State.OK) {
            lastFailure = (end.reason().contains(step.id()) ? "" : step.id() + ": ") + end.reason();
            status.println(style.bad("! " + lastFailure));
        } else if (!end.duration().isZero()) {
            status.println(style.dim("  " + step.id() + " done in " + duration(end.duration())));
        }
    }

    @Override
    public void skipped(PlannedStep step, String reason) {
        progress.skip(step);
        if (step.hook() != null || step.kind() == PlannedStep.Kind.BODY) {
            status.println(style.dim("- " + step.id() + " skipped: " + reason));
        }
    }

    @Override
    public void warning(String text) {
        // a failure that a policy forgives is told as the end of its step already
        if (!text.equals(lastFailure)) {
            status.println(style.warning("! " + text));
        }
    }

    /**
     * Somebody wants it to end: what tells that, and what it leads to as things are now. Does not wait for anything, while
     * what it returns may have to wait for a reader. May be called by any thread.
     */
    public Runnable interrupted(String reason) {
        String what = interrupted.getAndSet(true) ? " again: ending what still runs" : ": stopping; " + whatFollows();
        return () -> status.println(style.warning("! " + reason + what));
    }

    private String whatFollows() {
        return switch (section) {
            case BUILD, RUN -> "then the hooks that answer a failure run, and a second one ends those, too";
            case SUCCEEDED, FAILED -> "then only cleanup runs, and a second one ends that, too";
            case CLEANUP -> "then the rest of cleanup runs, and a second one ends that, too";
        };
    }

    /**
     * Shows how far an archive is.
     *
     * @param expected files, directories and links that it has, about; 0: nobody knows
     */
    public Amount amount(long expected) {
        return new Amount(expected);
    }

    /** How far an archive is, told by whoever makes or unpacks it. */
    public final class Amount implements io.jenkins.plugins.deployhooks.engine.archive.Progress {
        private final long expected;
        private volatile long entries;
        private volatile long bytes;

        private Amount(long expected) {
            this.expected = expected;
        }

        @Override
        public void reached(long entriesNow, long bytesNow) {
            if (entriesNow <= entries || entries == 0) {
                // It begins: the line is that of this archive until another step begins.
                status.detail(this::text);
            }
            entries = entriesNow;
            bytes = bytesNow;
        }

        private String text() {
            return bar() + String.format(Locale.ROOT, "%,d files, %,.1f MB", entries, bytes / 1e6);
        }

        /** Never quite full, since what is expected is what the archive before had. */
        private String bar() {
            if (expected == 0) {
                return "";
            }
            int done = (int) Math.min(BAR - 1, entries * BAR / expected);
            return "[" + "#".repeat(done) + "-".repeat(BAR - done) + "] ";
        }
    }

    /** Takes the line of progress back. */
    @Override
    public void close() {
        status.close();
    }

    private String what(PlannedStep step) {
        return switch (step.kind()) {
            case HOOK -> firstLine(step.hook().hook().script().text());
            case BODY -> {
                Script body = definition
                        .phase(step.id().equals(Phase.BUILD.id()) ? Phase.BUILD : Phase.RUN)
                        .body();
                yield body == null ? "no commands" : firstLine(body.text());
            }
            case READINESS -> readiness(definition.rules().readiness());
            case REST -> step.id();
            // One that was not to run runs since the archive could not be used.
            case RESTORE, SAVE, BRING ->
                (step.choice().decision().run()
                                ? step.choice().decision()
                                : step.choice().ifRestoreFails())
                        .reason();
            case MOUNT, UNMOUNT -> String.join(", ", definition.mounts());
            case PREPARE -> "";
            case FREEZE, FROZEN, FROZEN_STRICT -> FROZEN;
        };
    }

    private static boolean isNothing(Definition definition) {
        return definition.events().values().stream()
                        .allMatch(event -> event.hooks().isEmpty())
                && Arrays.stream(Phase.values())
                        .allMatch(phase -> definition.phase(phase).body() == null);
    }

    /** What is looked at where the running app is frozen. */
    static final String FROZEN = "the files of the app, which may not change now";

    /** What is asked, and for how long. */
    static String readiness(Readiness readiness) {
        return String.join(", ", readiness.shown()) + " within " + duration(readiness.within());
    }

    /** {@code text} without what comes after its first line. */
    static String firstLine(String text) {
        String trimmed = text.strip();
        int end = trimmed.indexOf('\n');
        return end < 0 ? trimmed : trimmed.substring(0, end).stripTrailing() + " ...";
    }

    /** A duration for people: to the millisecond below ten seconds, to the second above. */
    static String duration(Duration duration) {
        return DurationText.format(
                duration.compareTo(Duration.ofSeconds(10)) < 0 ? duration : Duration.ofSeconds(duration.toSeconds()));
    }
}
