package io.jenkins.plugins.deployhooks.cli.options;

import io.jenkins.plugins.deployhooks.cli.console.JsonText;
import io.jenkins.plugins.deployhooks.cli.console.ProblemText;
import io.jenkins.plugins.deployhooks.cli.console.Style;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that say how things are shown. */
public final class OutputOptions {
    /** The forms of output. */
    enum Format {
        TEXT,
        JSON
    }

    /** What is said when standard output takes nothing. */
    public static final String UNWRITABLE = "standard output could not be written; is the disk full?";

    /** Of more problems only so many are shown as text: nobody reads on. */
    private static final int SHOWN = 200;

    private static final int FILE_TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json; with json standard output carries one JSON document and nothing else.")
    private Format format;

    @Option(names = "--no-color", description = "No colours, also on a terminal. The variable NO_COLOR does the same.")
    private boolean noColor;

    /** Whether standard output is for programs. */
    public boolean isJson() {
        return format == Format.JSON;
    }

    /** How text is shown on standard output: coloured and with progress on a terminal, plain elsewhere. */
    public Style style() {
        return style("deployhooks.terminal");
    }

    /** How text is shown on standard error. */
    public Style errorStyle() {
        return style("deployhooks.terminal.error");
    }

    /** Says what is wrong with definitions that cannot be used, and returns the exit code of that. */
    public int refuse(List<ProblemText> places, CommandLine line) {
        if (isJson()) {
            line.getOut().println(JsonText.problems(places));
            return written(ExitCode.INVALID, line);
        } else {
            tell(places, line.getErr());
            long errors = places.stream()
                    .flatMap(place -> place.problems().stream())
                    .filter(Problem::isError)
                    .count();
            line.getErr().println(errors + (errors == 1 ? " error" : " errors") + "; nothing was run");
        }
        return ExitCode.INVALID;
    }

    /** Says what is to be known of definitions, where it does not disturb output meant for programs. */
    public void tell(List<ProblemText> places, PrintWriter err) {
        List<String> lines = places.stream()
                .flatMap(place -> place.lines(errorStyle()).stream())
                .toList();
        lines.stream().limit(SHOWN).forEach(err::println);
        if (lines.size() > SHOWN) {
            err.println("... and " + (lines.size() - SHOWN) + " more; --format json has them all");
        }
    }

    /** The exit code of a command whose output is complete: {@code code}, or failure where it could not be written. */
    public int written(int code, CommandLine line) {
        if (!line.getOut().checkError() || isPipe()) {
            return code;
        }
        line.getErr().println(errorStyle().bad("error: " + UNWRITABLE));
        return code == ExitCode.SUCCESS ? ExitCode.FAILED : code;
    }

    /** Whether standard output is a pipe: one that nobody reads any more, as that of {@code head}, is no fault. */
    public static boolean isPipe() {
        try {
            int type = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & FILE_TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // Windows has neither these files nor these attributes
        }
    }

    private Style style(String property) {
        boolean able = isTerminal(property) && !"dumb".equals(System.getenv("TERM"));
        String wish = System.getenv("NO_COLOR");
        return new Style(able && !noColor && (wish == null || wish.isEmpty()), able);
    }

    /** The launcher says it of each stream; the JVM, up to 21, only knows whether both input and output are a terminal. */
    private static boolean isTerminal(String property) {
        String said = System.getProperty(property);
        return said == null ? Runtime.version().feature() < 22 && System.console() != null : Boolean.parseBoolean(said);
    }
}
