package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Mappings of variables to their values (D15). */
public final class EnvValues {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String RESERVED = "DEPLOY_";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST = 100_000;

    private EnvValues() {}

    /** The variables of {@code field}, without those that are wrong. */
    public static Map<String, String> read(Field field) {
        Map<String, String> values = new LinkedHashMap<>();
        MapNode map = field.mapping();
        if (map == null) {
            return values;
        }
        map.entries().forEach((name, entry) -> {
            Field child = field.child(name, entry.value());
            String value = child.text();
            if (isName(name, entry, field.findings().problems()) && value != null && isShort(child, value)) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static boolean isShort(Field field, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return true;
        }
        field.error(
                field.label() + " is very long",
                "the value of a variable has at most %,d bytes: Linux starts no program with a longer one"
                        .formatted(LONGEST),
                "put it into a file");
        return false;
    }

    /** The name of a variable; null and a problem where it is none. */
    @CheckForNull
    public static String name(Field field) {
        String name = field.filledText();
        MapNode.Entry entry = new MapNode.Entry(field.origin(), field.node());
        return name != null && isName(name, entry, field.findings().problems()) ? name : null;
    }

    private static boolean isName(String name, MapNode.Entry entry, Problems problems) {
        if (!NAME.matcher(name).matches()) {
            String why = "names are letters, digits and _, and begin with no digit";
            String simple = name.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=\\d)", "_");
            String suggestion = simple.isEmpty() || simple.length() > 64 ? null : "did you mean " + simple + "?";
            problems.error(entry.key(), "the variable name " + Quoted.of(name), why, suggestion);
            return false;
        }
        if (name.length() > LONGEST_NAME) {
            problems.error(
                    entry.key(),
                    "the variable name " + Quoted.of(name),
                    "a name has at most " + LONGEST_NAME + " characters",
                    "choose another name");
            return false;
        }
        if (name.startsWith(RESERVED)) {
            String why = "names that begin with DEPLOY_ are reserved for what hooks are told";
            problems.error(entry.key(), "the variable name " + Quoted.of(name), why, "choose another name");
            return false;
        }
        return true;
    }
}
