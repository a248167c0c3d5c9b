package io.jenkins.plugins.deployhooks.ui.log;

import hudson.console.AnnotatedLargeText;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The text of a hook's log. As a part of a page it is what the console of the build shows of the same lines, and colours are
 * shown also where nothing else in this Jenkins does it.
 */
public final class HookLogText extends AnnotatedLargeText<Run<?, ?>> {
    HookLogText(File file, boolean completed, Run<?, ?> run) {
        super(file, StandardCharsets.UTF_8, completed, run);
    }

    @Override
    public long writeHtmlTo(long start, Writer out) throws IOException {
        ColourWriter colours = new ColourWriter(out);
        long end = super.writeHtmlTo(start, colours);
        colours.finish();
        return end;
    }
}
