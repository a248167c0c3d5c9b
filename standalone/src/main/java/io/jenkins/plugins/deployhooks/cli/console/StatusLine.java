package io.jenkins.plugins.deployhooks.cli.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.time.DurationText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The last line of a terminal: what runs, and for how long. It is taken back before anything else is written, so all
 * writing goes through here. Safe for use by several threads.
 */
final class StatusLine implements AutoCloseable {
    /** A line that wraps could not be taken back whole. */
    private static final int LONGEST = 60;

    private static final String[] WHEEL = {"|", "/", "-", "\\"};

    private final Outlet out;

    @CheckForNull
    private final ScheduledExecutorService timer;

    private String text = "";
    private Supplier<String> detail = () -> "";
    private long since;
    private int turn;
    private boolean shown;

    StatusLine(Outlet out, boolean progress) {
        this.out = out;
        if (progress) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "status line");
                thread.setDaemon(true);
                return thread;
            });
            timer.scheduleAtFixedRate(this::show, 200, 200, TimeUnit.MILLISECONDS);
        } else {
            timer = null;
        }
    }

    /** From now on {@code now} runs; empty: nothing does. */
    synchronized void set(String now) {
        hide();
        text = now.length() > LONGEST ? now.substring(0, LONGEST) + "..." : now;
        detail = () -> "";
        since = System.nanoTime();
    }

    /** How far what runs is, asked whenever it is shown; until something else runs. */
    synchronized void detail(Supplier<String> amount) {
        detail = amount;
    }

    synchronized void println(String line) {
        hide();
        out.println(line);
    }

    /** A line of output between two texts of ours. */
    synchronized void println(String prefix, byte[] line, String suffix) {
        hide();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(line);
        whole.writeBytes((suffix + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        out.write(whole.toByteArray());
    }

    @Override
    public synchronized void close() {
        hide();
        text = "";
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private synchronized void show() {
        // not where the terminal is behind anyhow
        if (text.isEmpty() || !out.isIdle()) {
            return;
        }
        hide();
        Duration elapsed =
                Duration.ofSeconds(Duration.ofNanos(System.nanoTime() - since).toSeconds());
        String more = detail.get();
        out.print(WHEEL[turn++ % WHEEL.length] + " " + text + "  " + DurationText.format(elapsed)
                + (more.isEmpty() ? "" : "  " + more));
        shown = true;
    }

    private void hide() {
        if (shown) {
            out.print("\r\u001b[K");
            shown = false;
        }
    }
}
