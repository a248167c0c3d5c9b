package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Findings;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.MapNode;

/** A hook that stands for itself, without a definition around it, as the arguments of one step. */
public final class SingleHook {
    private SingleHook() {}

    /** The hook of {@code field}, called {@code name} whatever it says; null after an error. */
    @CheckForNull
    public static Hook named(String name, Field field, ScriptFiles files) {
        HookParser.Draft draft = new HookParser(files).read(field);
        return draft == null ? null : draft.named(name);
    }

    /**
     * The hook written in {@code tree}. Its files are not looked at: they are on another machine.
     *
     * @param event for the name of a hook that has none
     * @param problems gets what is wrong
     * @return null where it has neither a command nor a script that can be used
     */
    @CheckForNull
    public static Hook read(MapNode tree, String event, Problems problems) {
        Field field = new Field(new Findings(problems), "", tree);
        HookParser.Draft draft = new HookParser(new ScriptFiles(null, null)).read(field);
        if (draft == null) {
            return null;
        }
        String name = draft.name();
        return draft.named(name == null ? HookNames.invent(draft.script(), event, 0) : name);
    }
}
