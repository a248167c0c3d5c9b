package io.jenkins.plugins.deployhooks.engine.definition.parse;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.ScriptFiles;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.SingleHook;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Durations;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.EnvValues;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Texts;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Words;
import io.jenkins.plugins.deployhooks.engine.definition.problem.DidYouMean;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.running.Frozen;
import io.jenkins.plugins.deployhooks.engine.definition.running.RunRules;
import io.jenkins.plugins.deployhooks.engine.definition.running.Traffic;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.time.TimeLimit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds while the app runs. */
final class RunRulesParser {
    private static final String SERVICES = "services";

    private final boolean whole;
    private final ScriptFiles files;

    /**
     * @param whole whether the tree is everything there is, so that what is missing is missing
     * @param files checks scripts
     */
    RunRulesParser(boolean whole, ScriptFiles files) {
        this.whole = whole;
        this.files = files;
    }

    /** The variables of services, of which the later one wins; only the run phase has them (S35). */
    static Map<String, String> services(Fields fields) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Fields service : each(fields)) {
            variables.putAll(service.read("env", EnvValues::read, Map.of()));
        }
        return variables;
    }

    RunRules read(Fields fields) {
        List<String> credentials = new ArrayList<>();
        for (Fields service : each(fields)) {
            credentials.addAll(service.read("credentials", list -> list.list(EnvValues::name), List.of()));
        }
        return new RunRules(
                fields.read("mounts", list -> list.list(RunRulesParser::mount), List.of()),
                credentials,
                fields.read("frozen", Words.of(Frozen.class)),
                fields.read("traffic", this::traffic),
                workers(fields));
    }

    private static List<Fields> each(Fields fields) {
        Field services = fields.get(SERVICES);
        MapNode mapping = services == null ? null : services.mapping();
        if (mapping == null) {
            return List.of();
        }
        return mapping.entries().entrySet().stream()
                .map(entry -> Fields.of(
                        services.child(entry.getKey(), entry.getValue().value()), Keys.SERVICE))
                .toList();
    }

    /** A directory in the app, but not the app itself. */
    @CheckForNull
    private static String mount(Field field) {
        String text = Texts.inside(field);
        if (text != null && Path.of(text).normalize().toString().isEmpty()) {
            field.error("the mount " + Quoted.of(text), "it is the whole app", "name a directory in it");
            return null;
        }
        return text;
    }

    @CheckForNull
    private Traffic traffic(Field field) {
        Fields fields = Fields.of(field, Keys.TRAFFIC);
        Hook hold = fields.read(Traffic.HOLD, hook -> SingleHook.named(Traffic.HOLD, hook, files));
        Hook open = fields.read(Traffic.OPEN, hook -> SingleHook.named(Traffic.OPEN, hook, files));
        TimeLimit limit = fields.read("holdLimit", Durations::limit, TimeLimit.none());
        if (whole && field.mapping() != null && fields.has(Traffic.HOLD) != fields.has(Traffic.OPEN)) {
            field.error(
                    "traffic with only one of hold and open",
                    "what is held has to be let through again, and only that",
                    "say both");
        }
        return new Traffic(hold, open, limit);
    }

    private static List<String> workers(Fields fields) {
        return fields.read("workers", list -> list.list(Texts::name), List.of());
    }

    /** The instance that is deployed, which is one of those that are said; null: the one that takes requests. */
    @CheckForNull
    String instance(Fields fields) {
        String name = fields.read("instance", field -> instance(field, workers(fields)));
        return Target.WEB.equals(name) ? null : name;
    }

    @CheckForNull
    private String instance(Field field, List<String> workers) {
        String name = Texts.name(field);
        List<String> known = new ArrayList<>(List.of(Target.WEB, Target.WORKER));
        known.addAll(workers);
        if (name == null || !whole || known.contains(name)) {
            return name;
        }
        String why = "there are " + String.join(", ", known);
        field.error("no instance is called " + Quoted.of(name), why, DidYouMean.phrase(name, known));
        return null;
    }
}
