package io.jenkins.plugins.deployhooks.engine.definition.parse.hook;

import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Texts;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Words;
import java.util.List;

/** The conditions of a hook. */
final class WhenParser {
    private WhenParser() {}

    static When read(Field field) {
        Fields fields = Fields.of(field, Keys.WHEN);
        return new When(
                fields.read("branch", patterns -> patterns.list(Texts::glob), List.of()),
                fields.read("environment", names -> names.list(Texts::name), List.of()),
                fields.read("changedPaths", patterns -> patterns.list(Texts::glob), List.of()),
                new When.Rest(
                        fields.read("fromCache", Field::truth),
                        fields.read("result", words -> words.list(Words.of(Words.RESULTS)), List.of()),
                        fields.read("expression", Texts::expression)));
    }
}
