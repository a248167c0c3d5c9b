package io.jenkins.plugins.deployhooks.engine.definition.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hooks by the names of files: {@code .deploy-hooks/preBuild} is the hook of preBuild, {@code
 * .deploy-hooks/preBuild.d/10-assets} one of several, in the order of their numbers. Files whose names begin with a dot
 * or with README are left alone.
 */
public final class ConventionDirectory {
    /** The directory's name. */
    public static final String NAME = ".deploy-hooks";

    private static final String SEVERAL = ".d";
    private static final int MOST_FILES = 1000;
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})-(.+)");

    private final Path root;
    private final Problems problems;
    private final Map<String, Path> events = new LinkedHashMap<>();

    private ConventionDirectory(Path root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** The hooks of the directory as a tree; null where there is no directory. */
    @CheckForNull
    public static MapNode read(Path root, Problems problems) {
        if (!Files.exists(root.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        return new ConventionDirectory(root, problems).read();
    }

    private MapNode read() {
        Path dir = root.resolve(NAME);
        TreeBuilder tree = new TreeBuilder(origin(dir));
        for (Path file : files(dir)) {
            String name = name(file);
            boolean several = Files.isDirectory(file);
            if (several && !name.endsWith(SEVERAL)) {
                problems.error(
                        origin(file), "a directory", "directories here end with .d", "did you mean " + name + ".d?");
                continue;
            }
            String event = several ? name.substring(0, name.length() - SEVERAL.length()) : name;
            Path first = events.putIfAbsent(event, file);
            if (first != null) {
                String why = origin(first) + " has hooks of this event already";
                problems.error(
                        origin(file),
                        "the event " + Quoted.of(event) + " a second time",
                        why,
                        "move the file into the directory");
            } else if (several) {
                numbered(file).forEach(hook -> add(tree, event, hook));
            } else {
                add(tree, event, file);
            }
        }
        return tree.build();
    }

    private void add(TreeBuilder tree, String event, Path file) {
        Origin origin = origin(file);
        TreeBuilder hook = new TreeBuilder(origin).put(ScalarNode.text(origin, path(file)), "script");
        Matcher numbered = NUMBERED.matcher(name(file));
        if (numbered.matches()) {
            hook.put(ScalarNode.text(origin, stem(numbered.group(2))), "name");
        }
        tree.add(hook.build(), "hooks", event);
    }

    private List<Path> numbered(Path dir) {
        return files(dir).stream()
                .filter(this::isNumbered)
                .sorted(Comparator.comparing(ConventionDirectory::number).thenComparing(ConventionDirectory::name))
                .toList();
    }

    private boolean isNumbered(Path file) {
        String name = name(file);
        if (NUMBERED.matcher(name).matches()) {
            return true;
        }
        problems.error(
                origin(file),
                "a file without a number",
                "hooks here are called NN-name",
                "did you mean 10-" + name + "?");
        return false;
    }

    private static BigInteger number(Path file) {
        String name = name(file);
        return new BigInteger(name.substring(0, name.indexOf('-')));
    }

    private List<Path> files(Path dir) {
        try {
            if (Files.isSymbolicLink(dir) && !Files.exists(dir)) {
                problems.error(
                        origin(dir),
                        "a link that leads nowhere",
                        "links of a trusted revision are not followed, since nobody has checked it out",
                        "make it a directory");
                return List.of();
            }
            if (!dir.toRealPath().startsWith(root.toRealPath())) {
                problems.error(origin(dir), "a link to a directory outside of the repository", "", null);
                return List.of();
            }
            if (!Files.isDirectory(dir)) {
                problems.error(origin(dir), "not a directory", "hooks by convention are files inside", null);
                return List.of();
            }
            try (Stream<Path> files = Files.list(dir)) {
                List<Path> found = files.filter(ConventionDirectory::isHook)
                        .limit(MOST_FILES + 1L)
                        .sorted()
                        .toList();
                if (found.size() > MOST_FILES) {
                    problems.error(origin(dir), "more than " + MOST_FILES + " files", "", null);
                }
                return found;
            }
        } catch (IOException e) {
            problems.error(origin(dir), "the directory cannot be read", e.toString(), null);
            return List.of();
        }
    }

    private static boolean isHook(Path file) {
        String name = name(file);
        return !name.startsWith(".") && !name.startsWith("README");
    }

    /** {@code 10-assets.sh} is the hook assets. */
    private static String stem(String name) {
        return name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private String path(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private Origin origin(Path file) {
        return Origin.of(Origin.Strength.CONVENTION, path(file));
    }
}
