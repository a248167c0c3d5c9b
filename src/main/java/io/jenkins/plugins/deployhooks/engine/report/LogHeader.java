package io.jenkins.plugins.deployhooks.engine.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The first line of each hook's log (S62): the time in UTC with microseconds, the command, an empty line. */
public final class LogHeader {
    private static final int LONGEST = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private LogHeader() {}

    /** The header, with the line feeds that end it; line breaks and control characters of {@code command} are shown as spaces. */
    public static String of(Instant time, String command) {
        String line = command.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
        if (line.codePointCount(0, line.length()) > LONGEST) {
            line = line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
        }
        return "[" + TIME.format(time) + "] Launching command '" + line + "'.\n\n";
    }
}
