package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ListNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.Node;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TaggedNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** A value at its path. Every method that returns null has said why in the problems. */
public final class Field {
    /** As a file has at most: what comes from elsewhere may be longer. */
    private static final int LONGEST = 1024 * 1024;

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

    private final Findings findings;
    private final String path;
    private final Node node;

    /** The field {@code path}, for example {@code hooks.preBuild[0].timeout}; its origin is recorded. */
    public Field(Findings findings, String path, Node node) {
        this.findings = findings;
        this.path = path;
        this.node = node;
        if (!path.isEmpty()) {
            findings.written(path, node.origin());
        }
    }

    /** The same value under another path: a short form is known by the path of what it stands for. */
    public Field as(String otherPath) {
        return new Field(findings, otherPath, node);
    }

    public String path() {
        return path;
    }

    public Node node() {
        return node;
    }

    public Origin origin() {
        return node.origin();
    }

    Findings findings() {
        return findings;
    }

    /** The text as written; null and a problem for lists, mappings and nothing. */
    @CheckForNull
    public String text() {
        if (node instanceof TaggedNode) {
            error(label() + " has a tag", "tags have no meaning here", "write the text itself");
            return null;
        }
        if (!(node instanceof ScalarNode scalar)) {
            error(label() + " is " + node.kind(), "a single value is wanted", null);
            return null;
        }
        if (scalar.isNull()) {
            error(label() + " has no value", "", "write one, \"\" for an empty text, or remove the key");
            return null;
        }
        if (scalar.text().indexOf('\0') >= 0) {
            error(label() + " contains a NUL character", "no command and no variable can hold one", null);
            return null;
        }
        if (scalar.text().length() > LONGEST) {
            error(label() + " is very long", "a text has at most %,d characters".formatted(LONGEST), null);
            return null;
        }
        return scalar.text();
    }

    /** The text, which is more than blanks. */
    @CheckForNull
    public String filledText() {
        String text = text();
        if (text != null && text.isBlank()) {
            error(label() + " is empty", "", "write a value or remove the key");
            return null;
        }
        return text;
    }

    /** {@code true} or {@code false}, without quotes. */
    @CheckForNull
    public Boolean truth() {
        if (text() == null) {
            return null;
        }
        ScalarNode scalar = (ScalarNode) node;
        if (scalar.style() == ScalarNode.Style.PLAIN && TRUE.contains(scalar.text())) {
            return true;
        }
        if (scalar.style() == ScalarNode.Style.PLAIN && FALSE.contains(scalar.text())) {
            return false;
        }
        error(
                label() + " is " + Quoted.of(scalar.text()),
                "true or false is wanted",
                "write true or false without quotes");
        return null;
    }

    /** A whole number from {@code least} to {@code most}, without quotes. */
    @CheckForNull
    public Integer number(int least, int most) {
        String text = text();
        if (text == null) {
            return null;
        }
        boolean plain = ((ScalarNode) node).style() == ScalarNode.Style.PLAIN;
        if (plain && text.matches("[-+]?\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        error(label() + " is " + Quoted.of(text), "a whole number from " + least + " to " + most + " is wanted", null);
        return null;
    }

    /** The items of a list. */
    public List<Field> items() {
        if (node instanceof ListNode list) {
            return fields(list);
        }
        error(label() + " is " + node.kind(), "a list is wanted", "write [ ] around it or a dash before each item");
        return List.of();
    }

    /** The items of a list, or a single value as the only item. */
    public List<Field> oneOrMore() {
        return node instanceof ListNode list ? fields(list) : List.of(this);
    }

    /** What {@code reader} makes of the items, without those it makes null of. */
    public <T> List<T> list(Function<Field, T> reader) {
        return oneOrMore().stream().map(reader).filter(Objects::nonNull).toList();
    }

    /** The entries of a mapping, where any key is allowed; null where it is none. */
    @CheckForNull
    public MapNode mapping() {
        if (node instanceof MapNode map) {
            return map;
        }
        error(label() + " is " + node.kind(), "a mapping of keys to values is wanted", null);
        return null;
    }

    /** The value of {@code key} in {@code map}, at its path. */
    public Field child(String key, Node value) {
        return new Field(findings, path.isEmpty() ? key : path + "." + key, value);
    }

    /** Adds an error about this value. */
    public void error(String what, String why, @CheckForNull String suggestion) {
        findings.problems().error(origin(), what, why, suggestion);
    }

    /** Adds a warning about this value. */
    public void warning(String what, String why, @CheckForNull String suggestion) {
        findings.problems().warning(origin(), what, why, suggestion);
    }

    /** The value's name for messages: {@code 'timeout'}. */
    public String label() {
        return Quoted.of(path.isEmpty() ? "the definition" : path.substring(path.lastIndexOf('.') + 1));
    }

    private List<Field> fields(ListNode list) {
        List<Field> fields = new ArrayList<>();
        for (Node item : list.items()) {
            fields.add(new Field(findings, path + "[" + fields.size() + "]", item));
        }
        return fields;
    }
}
