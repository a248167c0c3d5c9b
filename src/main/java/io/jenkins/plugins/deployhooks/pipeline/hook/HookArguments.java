package io.jenkins.plugins.deployhooks.pipeline.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.SingleHook;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The arguments of a step that stands alone, as they were written; saved with the program. */
final class HookArguments implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String EVENT = "event";

    private final TreeMap<String, String> values = new TreeMap<>();
    private final ArrayList<String> env = new ArrayList<>();

    /** The argument {@code name}; null where it is not given. */
    @CheckForNull
    String get(String name) {
        return values.get(name);
    }

    /** Sets an argument; null or nothing: it is not given. */
    void set(String name, @CheckForNull String value) {
        String text = Util.fixEmpty(value);
        if (text == null) {
            values.remove(name);
        } else {
            values.put(name, text);
        }
    }

    boolean isOn(String name) {
        return "true".equals(values.get(name));
    }

    List<String> env() {
        return List.copyOf(env);
    }

    void setEnv(List<String> variables) {
        env.clear();
        env.addAll(variables);
    }

    /** Its event; empty where it has none. */
    String event() {
        return values.getOrDefault(EVENT, "");
    }

    /** What is wrong with the arguments. */
    List<Problem> problems() {
        Problems problems = new Problems();
        SingleHook.read(tree(), "hook", problems);
        return problems.list();
    }

    /** The answer of a form to {@code value} of {@code argument}. */
    static FormValidation check(String argument, String value) {
        HookArguments arguments = new HookArguments();
        arguments.set("run", argument.equals("script") && !value.isBlank() ? null : "true");
        if (!value.isBlank()) {
            arguments.set(argument, value);
        }
        return answer(arguments.problems());
    }

    /** The answer of a form to {@code lines} with a variable each. */
    static FormValidation checkEnv(String lines) {
        HookArguments arguments = new HookArguments();
        arguments.set("run", "true");
        arguments.setEnv(lines.lines().filter(line -> !line.isBlank()).toList());
        return answer(arguments.problems());
    }

    /** The answer of a form to a value with {@code problems}: the first that is an error. */
    static FormValidation answer(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .findFirst()
                .map(problem -> FormValidation.error(problem.toString()))
                .orElseGet(FormValidation::ok);
    }

    /**
     * The hook.
     *
     * @throws AbortException with everything that is wrong, where something is
     */
    Hook hook() throws AbortException {
        Problems problems = new Problems();
        Hook hook = SingleHook.read(tree(), event().isEmpty() ? "hook" : event(), problems);
        if (hook == null || problems.hasErrors()) {
            throw new AbortException(problems.list().stream()
                    .filter(Problem::isError)
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n")));
        }
        return hook;
    }

    private MapNode tree() {
        TreeBuilder tree = new TreeBuilder(origin("deployHook"));
        values.forEach((name, value) -> {
            if (!name.equals(EVENT)) {
                // a parameter of a step has no quotes: 3 may be a number, true a truth
                boolean text = name.equals("name") || name.equals("run") || name.equals("script");
                Origin origin = origin("argument " + name);
                tree.put(text ? ScalarNode.text(origin, value) : ScalarNode.plain(origin, value), name);
            }
        });
        for (String variable : env) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            Origin origin = origin("argument env");
            tree.put(
                    equals < 0
                            ? ScalarNode.plain(origin, "") // read as no value at all, and refused
                            : ScalarNode.text(origin, variable.substring(equals + 1)),
                    "env",
                    name);
        }
        return tree.build();
    }

    private static Origin origin(String what) {
        return Origin.of(Origin.Strength.ARGUMENT, what);
    }
}
