package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.workspace.DigestFiles;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import io.jenkins.plugins.deployhooks.engine.process.words.Programs;
import io.jenkins.plugins.deployhooks.engine.process.words.ShellWords;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the files that a script calls are as in the trusted revision, and those that they call, and so on: as far as their
 * texts tell, and what programs read of themselves ({@link Programs}), and not for ever.
 */
final class TrustedScripts {
    /** Files that are read for what they call. */
    private static final int MOST_READ = 100;

    private static final int MOST_CALLED = 200_000;
    private static final int MOST_DIRECTORIES = 30;
    private static final int LARGEST = 1 << 18;
    private static final Pattern SHELL_SCRIPT = Pattern.compile(".*\\.(?:sh|bash|dash|ksh|zsh|bat|cmd|ps1)");

    private final BuiltFiles built;
    private final TrustedTree tree;

    /** What was looked at, so that nothing is twice. */
    private final Set<CalledFile> seen = new HashSet<>();

    /** The texts of scripts that are as in the trusted revision, by their paths. */
    private final Map<String, String> texts = new HashMap<>();

    /** Those that texts have changed to on the way. */
    private final Set<String> directories = new LinkedHashSet<>();

    private final SeveralFiles several;
    private final SameNames names;

    TrustedScripts(BuiltFiles built, TrustedTree tree) {
        this.built = built;
        this.tree = tree;
        this.several = new SeveralFiles(built, tree);
        this.names = new SameNames(built, tree);
    }

    /** Why what calls the files {@code called} must not be started; null: nothing is known against it. */
    @CheckForNull
    String objection(List<CalledFile> called) throws IOException, InterruptedException {
        List<CalledFile> next = called;
        while (!next.isEmpty()) {
            look(next);
            Set<CalledFile> further = new LinkedHashSet<>();
            for (CalledFile each : next) {
                if (!seen.add(each) || each.kind() == CalledFile.Kind.DIRECTORY) {
                    continue;
                }
                if (SeveralFiles.isFor(each)) {
                    String objection = several.objection(each, further);
                    if (objection != null) {
                        return objection;
                    }
                    continue;
                }
                if (each.kind() == CalledFile.Kind.READ) {
                    names.read(each.path());
                } else if (each.kind() != CalledFile.Kind.MEMBER) {
                    names.called(each.path());
                }
                for (String place : places(each)) {
                    String objection = objection(each, place);
                    if (objection != null) {
                        return objection;
                    }
                    further.addAll(calledBy(each, place));
                }
            }
            further.removeAll(seen);
            next = further.stream()
                    .limit(Math.max(0, MOST_CALLED - seen.size()))
                    .toList();
        }
        return names.objection(this::isOther);
    }

    private String isOther(String place) {
        return place + " is other than in the trusted revision " + tree
                + (Programs.isRead(place) ? ", and a program of the hook reads it" : "")
                + ", so it is not started; merge that revision if it is newer, or have the change merged by somebody who"
                + " may";
    }

    /** One question to the agent for all of them. */
    private void look(List<CalledFile> called) throws IOException, InterruptedException {
        for (CalledFile each : called) {
            if (each.kind() == CalledFile.Kind.DIRECTORY) {
                each.places().stream()
                        .limit(Math.max(0, MOST_DIRECTORIES - directories.size()))
                        .forEach(place -> directories.add(normal(place)));
            }
        }
        Set<String> places = new LinkedHashSet<>();
        for (CalledFile each : called) {
            boolean named = each.kind() == CalledFile.Kind.SCRIPT || each.kind() == CalledFile.Kind.PROGRAM;
            if (each.kind() != CalledFile.Kind.DIRECTORY && !SeveralFiles.isFor(each)) {
                each.places().forEach(place -> places.add(named ? place : normal(place)));
            }
        }
        several.look(called);
        built.look(places);
    }

    /** {@code path} without dots, but for those that lead out of the directory. */
    static String normal(String path) {
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
    private List<String> places(CalledFile called) {
        boolean word = called.isGuess() || called.kind() == CalledFile.Kind.MEMBER;
        return called.places().stream()
                .map(place -> word ? normal(place) : place)
                .flatMap(place -> called.kind() == CalledFile.Kind.WORD ? completed(place) : Stream.of(place))
                .filter(place -> built.file(place) != null)
                .distinct()
                .limit(word ? Long.MAX_VALUE : 1)
                .toList();
    }

    /** As it is written, and as cmd may understand it. */
    private static Stream<String> completed(String place) {
        return Stream.concat(Stream.of(place), Programs.ENDINGS.stream().map(ending -> place + ending));
    }

    private DigestFiles.Found there(String asked) {
        return Objects.requireNonNull(built.file(asked), "only what is there is looked at");
    }

    @CheckForNull
    private String objection(CalledFile called, String asked) throws IOException, InterruptedException {
        DigestFiles.Found found = there(asked);
        String place = found.path();
        if (!texts.getOrDefault(place, "").isEmpty()) {
            return null;
        }
        String trusted = tree.digest(place);
        if (trusted != null) {
            if (called.kind() != CalledFile.Kind.MEMBER) {
                names.same(place);
            }
            names.found(place);
            return trusted.equals(found.digest()) ? null : isOther(place);
        }
        if (!isKnown(called, place)) {
            return null;
        }
        return tree.isLinked(place)
                ? place + " is a link in the trusted revision " + tree
                        + ", or behind one, which nobody can follow, so it is not started; make it a file there"
                : place + " is not in the trusted revision " + tree
                        + ", so it is not started; have it merged by somebody who may, or take it away";
    }

    /** Whether the trusted revision has, or may have by a link, something else in its place: otherwise it may have been built. */
    private boolean isKnown(CalledFile called, String place) throws IOException, InterruptedException {
        if (called.isGuess() || called.kind() == CalledFile.Kind.MEMBER) {
            // What is outside of the repository no pull request brings.
            return !tree.isOutside(place)
                    && (tree.mayHave(place)
                            || isCompletedOtherwise(called, place)
                            || several.isAmongOthers(place)
                            || called.kind() == CalledFile.Kind.READ && isBrought(place));
        }
        boolean known = called.kind() == CalledFile.Kind.SCRIPT;
        for (String each : called.places()) {
            known |= tree.mayHave(each);
        }
        return known;
    }

    /**
     * Whether the pull request has brought {@code place}, which a program may prefer to what the trusted revision has. Where nobody
     * can tell, what no build writes is taken for that if it is beside another file that the program reads.
     */
    private boolean isBrought(String place) throws IOException, InterruptedException {
        Optional<Boolean> brought = tree.built().mayHave(place);
        if (brought.isPresent() || Programs.isWritten(place)) {
            return brought.orElse(false);
        }
        for (String other : Programs.beside(place)) {
            if (tree.mayHave(other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the trusted revision has something with another ending, or none, that is called if {@code place} is not there. */
    private boolean isCompletedOtherwise(CalledFile called, String place) throws IOException, InterruptedException {
        for (String ending : Programs.ENDINGS) {
            if (place.endsWith(ending) && !called.path().endsWith(ending)) {
                String plain = place.substring(0, place.length() - ending.length());
                for (String other : completed(plain).toList()) {
                    if (tree.mayHave(other)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What the script at {@code asked} calls, which is as in the trusted revision; nothing of what is no script. */
    private List<CalledFile> calledBy(CalledFile called, String asked) throws IOException, InterruptedException {
        String place = there(asked).path();
        String text = text(called, place);
        if (text.isEmpty()) {
            return List.of();
        }
        Set<String> from = new LinkedHashSet<>(directories);
        if (called.directory() != null) {
            from.add(called.directory());
        }
        int slash = place.lastIndexOf('/');
        if (slash > 0) {
            from.add(place.substring(0, slash));
        }
        List<CalledFile> further = new ArrayList<>();
        List<CalledFile> here = CalledFile.by(text, null);
        if (from.isEmpty()) {
            further.addAll(here);
        }
        for (String each : from) {
            here.forEach(file -> further.add(new CalledFile(file.path(), file.kind(), each)));
        }
        return further;
    }

    /** The text of the script at {@code place}; empty: it is none, or too many were read. */
    private String text(CalledFile called, String place) throws IOException, InterruptedException {
        String known = texts.get(place);
        if (known != null || texts.size() >= MOST_READ) {
            return known == null ? "" : known;
        }
        byte[] content = tree.content(place, LARGEST).orElse(new byte[0]);
        String text = new String(content, StandardCharsets.UTF_8);
        boolean named = called.kind() == CalledFile.Kind.SCRIPT || called.kind() == CalledFile.Kind.PROGRAM;
        boolean script =
                named || text.startsWith("#!") || SHELL_SCRIPT.matcher(place).matches();
        String read = script && text.indexOf('\0') < 0 ? text : "";
        if (!script && Programs.isRead(place)) {
            // Most of what it names are sources, which are there to be changed.
            read = ShellWords.of(text).stream()
                    .filter(word -> SHELL_SCRIPT.matcher(word).matches())
                    .collect(Collectors.joining("\n"));
        }
        texts.put(place, read);
        return read;
    }
}
