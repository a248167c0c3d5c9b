package io.jenkins.plugins.deployhooks.ui.log;

import hudson.console.AnnotatedLargeText;
import hudson.console.ConsoleAnnotationOutputStream;
import hudson.console.ConsoleAnnotator;
import hudson.console.PlainTextConsoleOutputStream;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The text of a hook's log. As a part of a page it is what the console of the build shows of the same lines, and colours are
 * shown also where nothing else in this Jenkins does it; as plain text it is what {@code download} gives. Whoever asks again
 * from {@code X-Text-Size} on gets each byte once. An answer has {@value #MOST} bytes of a log at most, whatever is asked for,
 * since some of them are held in memory.
 */
public final class HookLogText extends AnnotatedLargeText<Run<?, ?>> {
    static final int MOST = 4 * 1024 * 1024;

    private static final char ESCAPE = '\u001B';

    private final LogSource source;
    private final Run<?, ?> run;

    HookLogText(LogSource source, Run<?, ?> run) {
        super(source, StandardCharsets.UTF_8, !source.isGrowing(), run);
        this.source = source;
        this.run = run;
    }

    /** Makes the size that is told the one that is written, and lets all there is be written, however many lines. */
    @Override
    protected boolean delegateToWriteLogTo(StaplerRequest2 request, StaplerResponse2 response) {
        if (source.isGrowing()) {
            response.setHeader("X-More-Data", "true");
            markAsComplete();
        }
        return true;
    }

    @Override
    public long writeLogTo(long start, OutputStream out) throws IOException {
        cut(start);
        PlainTextConsoleOutputStream plain = new PlainTextConsoleOutputStream(out);
        long end = writeRawLogTo(start, plain);
        // A last line without an end is a line, too.
        plain.forceEol();
        plain.flush();
        return end;
    }

    /** Leaves what is too much for one answer, and tells whoever asks that there is more. */
    private void cut(long start) throws IOException {
        if (!source.cut(start, MOST)) {
            return;
        }
        StaplerResponse2 response = Stapler.getCurrentResponse2();
        if (isStreamingRequest(Stapler.getCurrentRequest2())) {
            putStreamingMeta("completed", false);
        } else if (response != null) {
            response.setHeader("X-More-Data", "true");
        }
    }

    @Override
    public long writeHtmlTo(long start, Writer out) throws IOException {
        cut(start);
        if (start < source.end()) {
            // Notes are looked for in whole lines, and nothing else is shown.
            source.endLine();
        }
        ColourWriter colours = new ColourWriter(out, coloursAt(start));
        long end = super.writeHtmlTo(start, colours);
        colours.finish();
        return Math.min(end, source.end());
    }

    /**
     * The colours that earlier lines have left on, which went into another answer or are not shown. Found by showing these lines
     * to nobody, so that a plugin that deals with colours has dealt with theirs, too.
     */
    private Colours coloursAt(long start) throws IOException {
        if (start >= source.length()) {
            // Nothing has come since the last answer, as most of the time.
            return Colours.NONE;
        }
        byte[] before = source.before(start);
        int first = 0;
        while (first < before.length && before[first] != ESCAPE) {
            first++;
        }
        if (first == before.length) {
            return Colours.NONE;
        }
        ColourWriter colours = new ColourWriter(Writer.nullWriter(), Colours.NONE);
        try (ConsoleAnnotationOutputStream<Run<?, ?>> lines = new ConsoleAnnotationOutputStream<>(
                colours, ConsoleAnnotator.initial(run), run, StandardCharsets.UTF_8)) {
            lines.write(before);
        }
        return colours.colours();
    }
}
