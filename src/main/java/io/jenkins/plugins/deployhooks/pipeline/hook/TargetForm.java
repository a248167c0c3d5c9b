package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.parse.DefinitionParser;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.ScriptFiles;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Findings;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Texts;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What is deployed where, in a form: says at once what is wrong with a value, by the rules of a definition. */
public interface TargetForm {
    @POST
    default FormValidation doCheckApp(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return check("app", value);
    }

    @POST
    default FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return check("environment", value);
    }

    @POST
    default FormValidation doCheckInstance(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        return check("instance", value);
    }

    @POST
    default FormValidation doCheckFile(@AncestorInPath Item item, @QueryParameter String value) {
        FormAccess.check(item);
        if (value.isBlank()) {
            return FormValidation.ok();
        }
        Problems problems = new Problems();
        Texts.inside(new Field(new Findings(problems), "", node("file", value.trim())));
        return HookArguments.answer(problems.list());
    }

    /** The answer to {@code value} of {@code key}. */
    private static FormValidation check(String key, String value) {
        if (value.isBlank()) {
            return FormValidation.ok();
        }
        Problems problems = new Problems();
        ScalarNode node = node(key, value);
        new DefinitionParser(null, new ScriptFiles(null, null))
                .read(new TreeBuilder(node.origin()).put(node, key).build(), DefinitionParser.Part.SOURCE, problems);
        return HookArguments.answer(problems.list());
    }

    private static ScalarNode node(String key, String value) {
        return ScalarNode.text(Origin.of(Origin.Strength.ARGUMENT, "argument " + key), value);
    }
}
