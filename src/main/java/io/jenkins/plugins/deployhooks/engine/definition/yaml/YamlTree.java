package io.jenkins.plugins.deployhooks.engine.definition.yaml;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Reads a YAML document. */
public final class YamlTree {
    /** What to do with tags of an application's own, such as {@code !include}. */
    public enum Tags {
        /** Each one is a problem. */
        REFUSED,
        /** Kept: the file is not ours alone, and so may also be empty. */
        KEPT
    }

    private YamlTree() {}

    /**
     * The tree of {@code bytes}; null where there is none, and then {@code problems} has an error more.
     *
     * @param file the place of the file, without a line
     */
    @CheckForNull
    public static MapNode read(byte[] bytes, Origin file, Tags tags, Problems problems) {
        Node found = readAny(bytes, file, tags, problems);
        if (found != null && !(found instanceof MapNode)) {
            problems.error(
                    found.origin(), "the file is " + found.kind(), "it has to be a mapping", "begin with version: 1");
        }
        return found instanceof MapNode mapping ? mapping : null;
    }

    /** As {@link #read}, for a document whose root may be anything; nothing only where tags are kept. */
    @CheckForNull
    public static Node readAny(byte[] bytes, Origin file, Tags tags, Problems problems) {
        String text = YamlText.decode(bytes, file, problems);
        if (text == null) {
            return null;
        }
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(YamlText.LARGEST)
                .build();
        YamlComposer composer = new YamlComposer(file, tags, problems);
        try {
            return composer.compose(new Parse(settings).parseString(text));
        } catch (MarkedYamlEngineException e) {
            explain(e, file, problems);
        } catch (YamlVersionException e) {
            problems.error(
                    file.at(1, 1), "a version of YAML that is not known", "", "remove the line that begins with %");
        } catch (RuntimeException e) {
            // The scanner answers some texts with exceptions without a place, and a definition must never end in a
            // stack trace: the place is where the last thing that was understood ends.
            problems.error(composer.reached(), "not YAML from here on", String.valueOf(e.getMessage()), null);
        }
        return null;
    }

    private static void explain(MarkedYamlEngineException e, Origin file, Problems problems) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        Origin origin = mark.map(place -> YamlComposer.at(file, place)).orElse(file.at(1, 1));
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("(TAB)")) {
            problems.error(origin, "a tab in the indentation", "YAML allows spaces only", "replace it by spaces");
        } else if (problem.contains("cannot start any token")) {
            problems.error(origin, "a character that cannot begin a value", "", "put the value in quotes");
        } else if (problem.contains("mapping values are not allowed here")) {
            problems.error(
                    origin, "a colon where none can be", "", "put the value in quotes or correct the indentation");
        } else {
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            problems.error(origin, "not YAML", context + problem, null);
        }
    }
}
