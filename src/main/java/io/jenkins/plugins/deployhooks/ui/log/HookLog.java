package io.jenkins.plugins.deployhooks.ui.log;

import hudson.console.PlainTextConsoleOutputStream;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.deployhooks.ui.view.StepView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.jelly.XMLOutput;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/**
 * The log of one hook: its page, {@code progressiveText} and {@code progressiveHtml} as all logs in Jenkins have them, and
 * {@code download}.
 */
public final class HookLog implements ModelObject, StaplerFallback {
    private static final Logger LOGGER = Logger.getLogger(HookLog.class.getName());
    private static final int TAIL = 128;
    private static final int STEP = 8;

    private final Run<?, ?> run;
    private final StepView step;

    HookLog(Run<?, ?> run, StepView step) {
        this.run = run;
        this.step = step;
    }

    @Override
    public String getDisplayName() {
        return step.getId();
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The hook. */
    public StepView getStep() {
        return step;
    }

    /** Whether more may be written. */
    public boolean isGoingOn() {
        return run.isLogUpdated() && step.isGoingOn();
    }

    /** Whether its page fetches the text: more may be written, or it is too much for the page itself. */
    public boolean isFetched() throws IOException {
        return isGoingOn() || source().end() - getTail().offset() > HookLogText.MOST;
    }

    /** What its page shows: the end, of {@value #TAIL} KiB or as many as the request says; 0 is everything. */
    public LogTail getTail() throws IOException {
        return LogTail.of(file(), source().end(), kibibytes() * 1024L);
    }

    /** How many KiB the page shows when more is asked for. */
    public int getMore() {
        return kibibytes() * STEP;
    }

    private static int kibibytes() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String said = request == null ? null : request.getParameter("tail");
        return said != null && said.matches("\\d{1,8}") ? Integer.parseInt(said) : TAIL;
    }

    /** Writes what comes from {@code offset} on into a page. */
    public void writeHtmlTo(long offset, XMLOutput out) throws IOException {
        long end = text().writeHtmlTo(offset, out.asWriter());
        LOGGER.log(Level.FINE, "shown up to byte {0}", end);
    }

    private HookLogText text() {
        return new HookLogText(source(), run);
    }

    private LogSource source() {
        // Asked first: what is written until a hook ends is there once it has ended.
        boolean growing = isGoingOn();
        return new LogSource(file(), growing);
    }

    private Path file() {
        return Objects.requireNonNull(step.logFile(), "only steps with a log get here");
    }

    /** The log as a file, with what it has now, but without what Jenkins notes in it for its own pages. */
    @GET
    public void doDownload(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Path file = file();
        String name = (run.getParent().getName() + "-" + run.getNumber() + "-" + step.segment())
                .replaceAll("[^A-Za-z0-9._-]", "_");
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".log\"");
        try (InputStream in = Files.newInputStream(file);
                PlainTextConsoleOutputStream out = new PlainTextConsoleOutputStream(response.getOutputStream())) {
            in.transferTo(out);
        }
    }

    /** What follows a log goes by itself for all verbs, since Jenkins' own pages ask for it by POST. */
    @Override
    public HookLogText getStaplerFallback() {
        run.checkPermission(Item.READ);
        return text();
    }
}
