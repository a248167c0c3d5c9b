package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.deployhooks.agent.workspace.DigestFiles;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import io.jenkins.plugins.deployhooks.engine.process.launch.ShellWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the files that a script calls are as in the trusted revision, and those that they call, and so on: as far as their
 * texts tell, and not for ever.
 */
final class TrustedScripts {
    /** Files that are read for what they call. */
    private static final int MOST_READ = 100;

    private static final int LARGEST = 1 << 18;
    private static final Pattern SHELL_SCRIPT = Pattern.compile(".*\\.(?:sh|bash|dash|ksh|zsh)");

    private final FilePath directory;
    private final TrustedTree tree;

    /** What is to be looked at: by the path of what was looked at, so that nothing is twice. */
    private final Set<String> seen = new HashSet<>();

    private int read;

    TrustedScripts(FilePath directory, TrustedTree tree) {
        this.directory = directory;
        this.tree = tree;
    }

    /** Why what calls the files {@code called} must not be started; null: nothing is known against it. */
    @CheckForNull
    String objection(List<CalledFile> called) throws IOException, InterruptedException {
        List<CalledFile> next = called;
        while (!next.isEmpty()) {
            Map<String, String> built = built(next);
            List<CalledFile> further = new ArrayList<>();
            for (CalledFile each : next) {
                for (String place : places(each, built)) {
                    String objection = objection(each, place, built);
                    if (objection != null) {
                        return objection;
                    }
                    further.addAll(calledBy(each, place));
                }
            }
            next = further;
        }
        return null;
    }

    /** One question to the agent for all of them. */
    private Map<String, String> built(List<CalledFile> called) throws IOException, InterruptedException {
        Set<String> places = new LinkedHashSet<>();
        for (CalledFile each : called) {
            for (String place : each.places()) {
                places.add(each.kind() == CalledFile.Kind.WORD ? normal(place) : place);
            }
        }
        places.removeAll(seen);
        return places.isEmpty() ? new HashMap<>() : directory.act(new DigestFiles(places));
    }

    /** {@code path} without dots, but for those that lead out of the directory. */
    private static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** Where {@code called} is: what is started by its path is started at the first place where there is a file. */
    private static List<String> places(CalledFile called, Map<String, String> built) {
        boolean word = called.kind() == CalledFile.Kind.WORD;
        return called.places().stream()
                .map(place -> word ? normal(place) : place)
                .filter(built::containsKey)
                .distinct()
                .limit(word ? Long.MAX_VALUE : 1)
                .toList();
    }

    @CheckForNull
    private String objection(CalledFile called, String place, Map<String, String> built)
            throws IOException, InterruptedException {
        if (seen.contains(place)) {
            return null;
        }
        String trusted = tree.digest(place);
        if (trusted != null) {
            return trusted.equals(built.get(place))
                    ? null
                    : place + " is other than in the trusted revision " + tree
                            + ", so it is not started; merge that revision"
                            + " if it is newer, or have the change merged by somebody who may";
        }
        return isKnown(called, place)
                ? place + " is not in the trusted revision " + tree + ", so it is not started"
                : null;
    }

    /** Whether the trusted revision has, or may have by a link, something else in its place: otherwise it may have been built. */
    private boolean isKnown(CalledFile called, String place) throws IOException, InterruptedException {
        if (called.kind() == CalledFile.Kind.WORD) {
            // What is outside of the repository no pull request brings.
            return !tree.isOutside(place) && tree.mayHave(place);
        }
        boolean known = called.kind() == CalledFile.Kind.SCRIPT;
        for (String each : called.places()) {
            known |= tree.mayHave(each);
        }
        return known;
    }

    /** The files that the script at {@code place} calls, which is as in the trusted revision; none of what is no script. */
    private List<CalledFile> calledBy(CalledFile called, String place) throws IOException, InterruptedException {
        if (!seen.add(place) || read >= MOST_READ) {
            return List.of();
        }
        byte[] content = tree.content(place, LARGEST).orElse(new byte[0]);
        String text = new String(content, StandardCharsets.UTF_8);
        boolean script = called.kind() != CalledFile.Kind.WORD
                || text.startsWith("#!")
                || SHELL_SCRIPT.matcher(place).matches();
        if (!script || text.indexOf('\0') >= 0) {
            return List.of();
        }
        read++;
        int slash = place.lastIndexOf('/');
        String beside = slash < 0 ? null : place.substring(0, slash);
        List<CalledFile> further = new ArrayList<>();
        for (String word : ShellWords.of(text)) {
            further.add(new CalledFile(word, CalledFile.Kind.WORD, called.directory()));
            if (beside != null && !beside.equals(called.directory())) {
                further.add(new CalledFile(word, CalledFile.Kind.WORD, beside));
            }
        }
        return further;
    }
}
