package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.agent.workspace.FindMatches;
import io.jenkins.plugins.deployhooks.engine.process.launch.CalledFile;
import io.jenkins.plugins.deployhooks.engine.process.words.Glob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.scm.api.SCMFile;

/** What words mean that mean several files ({@link Glob}): each of those is called. */
final class SeveralFiles {
    private final BuiltFiles built;
    private final TrustedTree tree;

    /** By the files that are like them. */
    private final Map<String, Set<Glob>> patterns = new HashMap<>();

    private final KnownMatches known;

    SeveralFiles(BuiltFiles built, TrustedTree tree) {
        this.built = built;
        this.tree = tree;
        this.known = new KnownMatches(tree);
    }

    /** Whether this is for {@code called}. */
    static boolean isFor(CalledFile called) {
        return called.isGuess() && Glob.is(called.path());
    }

    /** One question to the agent for all of them. */
    void look(List<CalledFile> called) throws IOException, InterruptedException {
        Set<String> words = new LinkedHashSet<>();
        called.stream().filter(SeveralFiles::isFor).forEach(each -> words.addAll(words(each)));
        built.lookFor(words);
    }

    /** Where {@code called} may be. */
    private List<String> words(CalledFile called) {
        return called.places().stream()
                .map(place -> TrustedScripts.normal(place) + (place.endsWith("/") ? "/" : ""))
                .filter(place -> Glob.is(place) && !place.startsWith("../"))
                .distinct()
                .toList();
    }

    /** Why what calls {@code called} must not be started; null: nothing is known against it, and {@code further} has the files. */
    @CheckForNull
    String objection(CalledFile called, Collection<CalledFile> further) throws IOException, InterruptedException {
        for (String word : words(called)) {
            List<String> found = built.meant(word);
            if (found.isEmpty()) {
                continue;
            }
            boolean pattern = Glob.isPattern(word);
            String start = pattern ? parent(found.get(0)) : found.get(0);
            if (!tree.mayHave(start.isEmpty() ? "." : start) && !tree.mayHave(new Glob(word).start())) {
                continue; // all of it was built
            }
            if (!pattern && tree.type(start) != SCMFile.Type.DIRECTORY) {
                return start + " is a directory, and none in the trusted revision " + tree
                        + ", so nothing in it is started; make it a directory there";
            }
            List<String> files = pattern ? found : below(start);
            if (files == null || files.size() > FindMatches.MOST) {
                return word + " means more than " + FindMatches.MOST
                        + " files, and each of them would have to be as in the" + " trusted revision " + tree
                        + ", so it is not started; name those that the hook needs";
            }
            for (String file : files) {
                if (pattern) {
                    patterns.computeIfAbsent(file, key -> new LinkedHashSet<>()).add(new Glob(word));
                }
                further.add(new CalledFile(file, CalledFile.Kind.MEMBER, null));
            }
        }
        return null;
    }

    /** What the trusted revision has below {@code start}; null: more files or directories than anybody compares. */
    @CheckForNull
    private List<String> below(String start) throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        List<String> directories = new ArrayList<>(List.of(start));
        for (int i = 0; i < directories.size(); i++) {
            for (String name : tree.names(directories.get(i), FindMatches.MOST + 1)) {
                String path = directories.get(i) + "/" + name;
                (tree.type(path) == SCMFile.Type.DIRECTORY ? directories : files).add(path);
                if (files.size() > FindMatches.MOST || directories.size() > FindMatches.MOST) {
                    return null;
                }
            }
        }
        return files;
    }

    /**
     * Whether a pattern that means {@code file}, which the trusted revision does not have, means something that it has: then a hook that
     * starts all of them would start this one, too.
     */
    boolean isAmongOthers(String file) throws IOException, InterruptedException {
        for (Glob glob : patterns.getOrDefault(file, Set.of())) {
            if (known.mayHave(glob)) {
                return true;
            }
        }
        return false;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
