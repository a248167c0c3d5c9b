package io.jenkins.plugins.deployhooks.pipeline.hook;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.deployhooks.config.FormAccess;
import io.jenkins.plugins.deployhooks.engine.definition.Origin;
import io.jenkins.plugins.deployhooks.engine.definition.parse.DefinitionParser;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.ScriptFiles;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problem;
import io.jenkins.plugins.deployhooks.engine.definition.problem.Problems;
import io.jenkins.plugins.deployhooks.engine.definition.tree.ScalarNode;
import io.jenkins.plugins.deployhooks.engine.definition.tree.TreeBuilder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
        try {
            Path path = Path.of(value.trim());
            return path.isAbsolute() || path.normalize().startsWith("..")
                    ? FormValidation.error("it is outside of the repository; write a path relative to its root")
                    : FormValidation.ok();
        } catch (InvalidPathException e) {
            return FormValidation.error("it is no path; write one relative to the root of the repository");
        }
    }

    /** The answer to {@code value} of {@code key}. */
    private static FormValidation check(String key, String value) {
        if (value.isBlank()) {
            return FormValidation.ok();
        }
        Origin origin = Origin.of(Origin.Strength.ARGUMENT, "argument " + key);
        Problems problems = new Problems();
        new DefinitionParser(null, new ScriptFiles(null, null))
                .read(
                        new TreeBuilder(origin)
                                .put(ScalarNode.text(origin, value), key)
                                .build(),
                        DefinitionParser.Part.SOURCE,
                        problems);
        return problems.list().stream()
                .filter(Problem::isError)
                .findFirst()
                .map(problem -> FormValidation.error(problem.toString()))
                .orElseGet(FormValidation::ok);
    }
}
