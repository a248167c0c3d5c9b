package io.jenkins.plugins.deployhooks.engine.definition.parse;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.ScriptFiles;
import io.jenkins.plugins.deployhooks.engine.definition.parse.hook.SettingsParser;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Durations;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Field;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Fields;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.KeyTemplate;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Keys;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.RestoreKeys;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Texts;
import io.jenkins.plugins.deployhooks.engine.definition.parse.value.Words;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import io.jenkins.plugins.deployhooks.engine.profile.Profile;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What holds for the deployment as a whole. */
final class RulesParser {
    private final boolean whole;
    private final ScriptFiles files;

    @CheckForNull
    private final Profile profile;

    /**
     * @param profile whose events can be skipped; null: not known
     * @param whole whether the tree is everything there is, so that what is missing is missing
     * @param files checks scripts
     */
    RulesParser(@CheckForNull Profile profile, boolean whole, ScriptFiles files) {
        this.profile = profile;
        this.whole = whole;
        this.files = files;
    }

    Rules read(Fields fields) {
        Rules.Choices choices = Rules.DEFAULT.choices();
        return new Rules(
                fields.read(
                        "defaults", field -> SettingsParser.read(Fields.of(field, Keys.DEFAULTS)), HookSettings.UNSET),
                fields.read("readiness", this::readiness),
                fields.read("cache", this::cache, CacheSpec.DEFAULT),
                new Rules.Choices(
                        fields.read("runFailedOn", Words.of(Rules.RunFailedOn.class), choices.runFailedOn()),
                        fields.read("sameCommitPolicy", Words.of(Rules.SameCommitPolicy.class), choices.sameCommit()),
                        fields.read("rebuild", Field::truth, choices.rebuild()),
                        fields.read("skip", this::skip, Set.of())),
                new RunRulesParser(whole, files).read(fields));
    }

    /** Names of hooks, and of events by their own names (S27). */
    private Set<String> skip(Field field) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : field.list(Texts::name)) {
            EventRule event = profile == null ? null : profile.event(name);
            names.add(event == null ? name : event.name());
        }
        return names;
    }

    @CheckForNull
    private Readiness readiness(Field field) {
        Fields fields = Fields.of(field, Keys.READINESS);
        List<URI> urls = fields.read("urls", list -> list.list(Texts::url), List.of());
        Readiness readiness = new Readiness(urls, fields.read("within", Durations::positive, Readiness.WITHIN));
        Field said = fields.get("urls");
        if (whole
                && field.mapping() != null
                && (said == null || said.oneOrMore().isEmpty())) {
            field.error(
                    "readiness without urls",
                    "nothing says when the app is ready",
                    "add urls: [\"http://127.0.0.1:8080/\"]");
        }
        return urls.isEmpty() ? null : readiness;
    }

    private static CacheSpec.Dependencies dependencies(Fields fields, CacheSpec.Dependencies unsaid) {
        return new CacheSpec.Dependencies(
                fields.read("dependencies", Field::truth, unsaid.enabled()),
                fields.read("dependencyPaths", list -> list.list(Texts::near), unsaid.extraPaths()));
    }

    private CacheSpec cache(Field field) {
        Fields fields = Fields.of(field, Keys.CACHE);
        String template = fields.read("key", KeyTemplate::read);
        CacheSpec.Saving saving = CacheSpec.DEFAULT.saving();
        return new CacheSpec(
                new CacheSpec.Key(
                        template,
                        fields.read(
                                "restoreKeys",
                                // Another source may have the key that it belongs to.
                                list -> list.list(whole ? each -> RestoreKeys.read(each, template) : KeyTemplate::read),
                                List.of())),
                fields.read("paths", list -> list.list(Texts::inside), List.of()),
                fields.read("excludes", list -> list.list(Texts::glob), List.of()),
                new CacheSpec.Saving(
                        fields.read("enabled", Field::truth, saving.enabled()),
                        fields.read("saveWhen", Words.of(CacheSpec.SaveWhen.class), saving.when()),
                        dependencies(fields, saving.dependencies())));
    }
}
