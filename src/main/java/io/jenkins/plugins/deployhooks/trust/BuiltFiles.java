package io.jenkins.plugins.deployhooks.trust;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.deployhooks.agent.workspace.DigestFiles;
import io.jenkins.plugins.deployhooks.agent.workspace.FindMatches;
import io.jenkins.plugins.deployhooks.agent.workspace.FindNamed;
import io.jenkins.plugins.deployhooks.engine.process.words.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an agent says of the files of a workspace. Nothing is asked twice: to be used for a moment in which no hook runs. */
final class BuiltFiles {
    private final FilePath directory;

    /** By the paths that were asked for; null: there is no file. */
    private final Map<String, DigestFiles.Found> digests = new HashMap<>();

    /** By words, see {@link FindMatches}. */
    private final Map<String, List<String>> matches = new HashMap<>();

    /** By their names. */
    private final Map<String, List<String>> named = new HashMap<>();

    BuiltFiles(FilePath directory) {
        this.directory = directory;
    }

    /** Asks for the files at {@code paths}, and for those with an ending where they have none. */
    void look(Collection<String> paths) throws IOException, InterruptedException {
        Set<String> wanted = new LinkedHashSet<>(paths);
        wanted.removeAll(digests.keySet());
        wanted.remove("");
        if (!wanted.isEmpty()) {
            Map<String, DigestFiles.Found> found = directory.act(new DigestFiles(wanted, Programs.ENDINGS));
            wanted.forEach(path -> digests.put(path, null));
            digests.putAll(found);
        }
    }

    /** The file at {@code path}, which was looked for; null: there is none. */
    @CheckForNull
    DigestFiles.Found file(String path) {
        return digests.get(path);
    }

    /** What {@code word} means, see {@link FindMatches}; nothing where it was not looked for. */
    List<String> meant(String word) {
        return matches.getOrDefault(word, List.of());
    }

    /** Asks what {@code words} mean. */
    void lookFor(Collection<String> words) throws IOException, InterruptedException {
        Set<String> wanted = new LinkedHashSet<>(words);
        wanted.removeAll(matches.keySet());
        if (!wanted.isEmpty()) {
            Map<String, ? extends List<String>> found = directory.act(new FindMatches(wanted));
            // Not before: what was asked for in vain means anything.
            wanted.forEach(word -> matches.put(word, List.of()));
            matches.putAll(found);
        }
    }

    /** The files with one of {@code names}, which are in small letters; see {@link FindNamed}. */
    List<String> named(Set<String> names) throws IOException, InterruptedException {
        Set<String> wanted = new LinkedHashSet<>(names);
        wanted.removeAll(named.keySet());
        if (!wanted.isEmpty()) {
            List<String> found = directory.act(new FindNamed(wanted));
            if (found.size() > FindNamed.MOST) {
                return found;
            }
            wanted.forEach(name -> named.put(name, new ArrayList<>()));
            for (String path : found) {
                String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
                named.getOrDefault(name, new ArrayList<>()).add(path);
            }
        }
        return names.stream().flatMap(name -> named.get(name).stream()).toList();
    }
}
