package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.EnvValues;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import java.util.Map;

/** One hook: a command, or a mapping. */
final class HookParser {
    private final ScriptFiles files;

    HookParser(ScriptFiles files) {
        this.files = files;
    }

    /**
     * A hook that may have no name yet.
     *
     * @param field where it is
     * @param name as written; null: none
     * @param script what it executes
     * @param rest settings and surroundings
     */
    record Draft(Field field, @CheckForNull String name, Script script, Rest rest) {
        Hook named(String given) {
            return new Hook(given, script, rest.settings, rest.surroundings);
        }
    }

    record Rest(HookSettings settings, Hook.Surroundings surroundings) {
        static final Rest PLAIN = new Rest(HookSettings.UNSET, Hook.Surroundings.PLAIN);
    }

    /** The hook; null where it has neither a command nor a script that can be used. */
    @CheckForNull
    Draft read(Field field) {
        if (field.node() instanceof ScalarNode) {
            String command = field.filledText();
            return command == null ? null : new Draft(field, null, Script.command(command), Rest.PLAIN);
        }
        Fields fields = Fields.of(field, Keys.HOOK);
        if (field.mapping() == null) {
            return null;
        }
        String name = fields.read("name", HookNames::read);
        HookSettings settings = SettingsParser.read(fields);
        Rest rest = new Rest(settings, surroundings(fields));
        Script script = script(fields, settings);
        return script == null ? null : new Draft(field, name, script, rest);
    }

    private Hook.Surroundings surroundings(Fields fields) {
        return new Hook.Surroundings(
                fields.read("env", EnvValues::read, Map.of()),
                fields.read("dir", files::dir),
                fields.read("when", WhenParser::read, When.ALWAYS),
                fields.read("enabled", Field::truth, true));
    }

    @CheckForNull
    private Script script(Fields fields, HookSettings settings) {
        String run = fields.read("run", Field::filledText);
        String script = fields.read(
                "script", field -> files.script(field, settings.shell().name()));
        if (fields.has("run") == fields.has("script")) {
            String what =
                    fields.has("run") ? "the hook has both run and script" : "the hook has neither run nor script";
            fields.owner()
                    .error(
                            what,
                            "it executes one of them",
                            "write run: for a command, script: for a file of the repository");
            return null;
        }
        if (run != null) {
            return Script.command(run);
        }
        return script == null ? null : Script.file(script);
    }
}
