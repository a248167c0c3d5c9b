package io.jenkins.plugins.deployhooks.engine.definition.parse;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Phase;
import io.jenkins.plugins.deployhooks.engine.definition.PhaseSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.EventsParser;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.ScriptFiles;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.EnvValues;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Findings;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Texts;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Words;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Quoted;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a tree. The outcome is only of use when no error was found. */
public final class DefinitionParser {
    /** What the tree is. */
    public enum Part {
        /** A file of its own: it has to say its version (S28). */
        FILE,
        /** What one source without a version says. */
        SOURCE,
        /** Everything that was said. */
        WHOLE
    }

    @CheckForNull
    private final Profile profile;

    private final ScriptFiles files;

    /**
     * @param profile whose rules hold; null: not known, and any event will do
     * @param files checks scripts
     */
    public DefinitionParser(@CheckForNull Profile profile, ScriptFiles files) {
        this.profile = profile;
        this.files = files;
    }

    /** The definition that {@code tree} says, as far as it is valid. */
    public Definition read(MapNode tree, Part part, Problems problems) {
        Findings findings = new Findings(problems);
        Fields fields = Fields.of(new Field(findings, "", tree), Keys.DEFINITION);
        version(fields, part);
        fields.read("profile", Words.of(Profiles.names()));
        Target target = new Target(
                profile == null ? Profiles.DEFAULT : profile.name(),
                fields.read("app", Texts::name),
                fields.read("environment", Texts::name, Target.UNNAMED_ENVIRONMENT),
                fields.read("folder", files::dir),
                new RunRulesParser(part == Part.WHOLE, files).instance(fields));
        Map<String, EventHooks> events =
                fields.read("hooks", field -> new EventsParser(profile, files).read(field), Map.of());
        return new Definition(
                target,
                phases(fields),
                events,
                new RulesParser(profile, part == Part.WHOLE, files).read(fields),
                findings.origins());
    }

    private static void version(Fields fields, Part part) {
        Field field = fields.get("version");
        String supported = "this engine reads version " + Definition.SCHEMA_VERSION;
        String suggestion = "write version: " + Definition.SCHEMA_VERSION;
        if (field == null) {
            if (part == Part.FILE) {
                fields.owner().error("the version is missing", supported, suggestion);
            }
            return;
        }
        String text = field.text();
        if (text != null && !text.equals(String.valueOf(Definition.SCHEMA_VERSION))) {
            field.error("the version is " + Quoted.of(text), supported, suggestion);
        }
    }

    private static Map<Phase, PhaseSpec> phases(Fields fields) {
        Field env = fields.get("env");
        Fields variables = env == null ? null : Fields.of(env, Keys.ENV);
        Map<Phase, PhaseSpec> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            String body = fields.read(phase.id(), Field::filledText);
            Map<String, String> values =
                    variables == null ? Map.of() : variables.read(phase.id(), EnvValues::read, Map.of());
            Map<String, String> all =
                    new LinkedHashMap<>(phase == Phase.RUN ? RunRulesParser.services(fields) : Map.of());
            all.putAll(values);
            phases.put(phase, new PhaseSpec(body == null ? null : Script.command(body), all));
        }
        return phases;
    }
}
