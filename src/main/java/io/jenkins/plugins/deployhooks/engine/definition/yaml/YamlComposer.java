package io.jenkins.plugins.deployhooks.engine.definition.yaml;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TaggedNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Makes a tree of parser events, without recursion. Aliases share the node of their anchor, but count as often as they
 * are written, so that neither memory nor whoever walks the tree can be made to explode.
 */
final class YamlComposer {
    private static final int DEEPEST = 50;
    private static final int MOST_NODES = 100_000;
    private static final String YAML_TAG = "tag:yaml.org,2002:";

    private final Origin file;
    private final YamlTree.Tags tags;
    private final Problems problems;
    private final Deque<YamlFrame> open = new ArrayDeque<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;
    private int documents;
    private boolean stopped;
    private Origin reached;

    @CheckForNull
    private Node root;

    private record Anchored(Node node, int weight) {}

    YamlComposer(Origin file, YamlTree.Tags tags, Problems problems) {
        this.file = file;
        this.tags = tags;
        this.problems = problems;
        this.reached = file.at(1, 1);
    }

    /** The place of {@code mark}, counted from 1. */
    static Origin at(Origin file, Mark mark) {
        return file.at(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Where the last thing that was understood ends. */
    Origin reached() {
        return reached;
    }

    /** The tree, a value that is nothing for an empty file that is not ours; null after an error. */
    @CheckForNull
    Node compose(Iterable<Event> events) {
        for (Event event : events) {
            take(event);
            reached = event.getEndMark().map(mark -> at(file, mark)).orElse(reached);
            if (stopped) {
                return null;
            }
        }
        Node found = root;
        boolean empty = found == null || found instanceof ScalarNode scalar && scalar.isNull();
        if (empty && tags == YamlTree.Tags.KEPT) {
            return new ScalarNode(file.at(1, 1), "", ScalarNode.Style.PLAIN);
        }
        if (empty) {
            problems.error(
                    file.at(1, 1), "the file is empty", "it says nothing, not even its version", "write version: 1");
            return null;
        }
        return found;
    }

    private void take(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> document(origin(event));
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            case MappingStart, SequenceStart -> start((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> end();
            default -> {
                // the stream, ends of documents, comments: nothing to do
            }
        }
    }

    private void document(Origin origin) {
        documents++;
        if (documents > 1) {
            stop(origin, "a second document", "the file has to be one", "remove it and the line ---");
        }
    }

    private void scalar(ScalarEvent event) {
        count(1, origin(event));
        String tag = event.getTag().orElse(null);
        String own = null;
        ScalarNode.Style style = event.isPlain() ? ScalarNode.Style.PLAIN : ScalarNode.Style.TEXT;
        if (tag != null && (tag.equals("!") || tag.equals(YAML_TAG + "str"))) {
            style = ScalarNode.Style.TEXT;
        } else if (tag != null && !isStandard(tag)) {
            refuse(tag, origin(event));
            own = tag;
            style = ScalarNode.Style.TEXT;
        }
        Node node = tagged(own, new ScalarNode(origin(event), event.getValue(), style));
        remember(event.getAnchor().orElse(null), node, 1);
        add(node);
    }

    private void start(CollectionStartEvent event) {
        Origin origin = origin(event);
        count(1, origin);
        String own = event.getTag().filter(tag -> !isStandard(tag)).orElse(null);
        if (own != null) {
            refuse(own, origin);
        }
        // An anchor is not known before its collection has ended: an alias inside it would be a circle.
        event.getAnchor().ifPresent(anchors::remove);
        if (open.size() >= DEEPEST) {
            stop(origin, "nested deeper than " + DEEPEST + " levels", "no definition is that deep", null);
            return;
        }
        Anchor anchor = event.getAnchor().orElse(null);
        boolean mapping = event.getEventId() == Event.ID.MappingStart;
        YamlFrame.Begin begin = new YamlFrame.Begin(origin, anchor, own, nodes);
        open.push(mapping ? new YamlFrame.OfMap(begin) : new YamlFrame.OfList(begin));
    }

    private void end() {
        YamlFrame frame = open.pop();
        Node node = tagged(frame.begin().tag(), frame.end());
        remember(frame.begin().anchor(), node, nodes - frame.begin().before() + 1);
        add(node);
    }

    /** {@code node} with its tag, where tags are kept. */
    private Node tagged(@CheckForNull String tag, Node node) {
        return tag == null || tags == YamlTree.Tags.REFUSED ? node : new TaggedNode(node.origin(), tag, node);
    }

    private void alias(AliasEvent event) {
        Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            String name = Quoted.of(event.getAlias().getValue());
            stop(
                    origin(event),
                    "the alias " + name,
                    "no anchor before it has this name",
                    "remove the asterisk or put the value in quotes");
            return;
        }
        count(anchored.weight, origin(event));
        add(anchored.node);
    }

    private void remember(@CheckForNull Anchor anchor, Node node, int weight) {
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, weight));
        }
    }

    private void add(Node node) {
        if (open.isEmpty()) {
            root = node;
        } else {
            open.element().add(node, problems);
        }
    }

    private void count(int more, Origin origin) {
        nodes += more;
        if (nodes > MOST_NODES) {
            stop(origin, "more than " + MOST_NODES + " values", "aliases count as often as they are used", null);
        }
    }

    private void refuse(String tag, Origin origin) {
        if (tags == YamlTree.Tags.REFUSED) {
            problems.error(
                    origin,
                    "the tag " + Quoted.of(tag),
                    "tags have no meaning here",
                    "remove it or put the value in quotes");
        }
    }

    private void stop(Origin origin, String what, String why, @CheckForNull String suggestion) {
        if (!stopped) {
            problems.error(origin, what, why, suggestion);
        }
        stopped = true;
    }

    private static boolean isStandard(String tag) {
        return tag.startsWith(YAML_TAG) && !tag.equals(YAML_TAG + "binary");
    }

    private Origin origin(Event event) {
        return event.getStartMark().map(mark -> at(file, mark)).orElse(file);
    }
}
