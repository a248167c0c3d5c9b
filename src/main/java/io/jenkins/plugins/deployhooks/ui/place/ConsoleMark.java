package io.jenkins.plugins.deployhooks.ui.place;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.MarkupText;
import hudson.Util;
import hudson.console.ConsoleAnnotationDescriptor;
import hudson.console.ConsoleAnnotator;
import hudson.console.ConsoleNote;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jenkinsci.Symbol;

/**
 * Where the console of a build tells that an attempt of a hook begins: the line gets an address there, so that links lead to it
 * and not to another one that reads the same. Part of the build's log, where whatever shows plain text leaves it out.
 */
public final class ConsoleMark extends ConsoleNote<Object> {
    private static final long serialVersionUID = 1L;
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

    private final String id;
    private final int length;

    private ConsoleMark(String id, int length) {
        this.id = id;
        this.length = length;
    }

    /**
     * What the line of an attempt is called in addresses: {@code deploy-hooks-main_02-preRun-migrate.log-1}.
     *
     * @param log the file of the hook's log, relative to the directory {@code deploy-hooks} of the build: no other hook has it
     * @param attempt counted from 1
     */
    public static String id(String log, int attempt) {
        return "deploy-hooks-" + UNSAFE.matcher(log).replaceAll("_") + "-" + attempt;
    }

    /**
     * {@code text}, marked as the line of an attempt, as it is to be written into the log of the build.
     *
     * @throws IOException if the mark cannot be made
     */
    public static String line(String log, int attempt, String text) throws IOException {
        return new ConsoleMark(id(log, attempt), text.length()).encode() + text;
    }

    @Override
    public ConsoleAnnotator<Object> annotate(Object context, MarkupText text, int at) {
        text.addMarkup(
                at,
                Math.min(at + length, text.length()),
                "<span class=\"deploy-hooks-line\" id=\"" + Util.xmlEscape(id) + "\">",
                "</span>");
        return null;
    }

    /** Its style sheet, and the script that goes to lines which come when the page is open already. */
    @Extension
    @Symbol("deployHookLine")
    public static final class DescriptorImpl extends ConsoleAnnotationDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return "Beginning of a deployment hook";
        }
    }
}
