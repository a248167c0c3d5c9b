package io.jenkins.plugins.deployhooks.engine.plan;

import io.jenkins.plugins.deployhooks.engine.definition.CacheSpec;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.Readiness;
import io.jenkins.plugins.deployhooks.engine.definition.Rules;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.engine.definition.hook.EventHooks;
import io.jenkins.plugins.deployhooks.engine.definition.hook.FailurePolicy;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.HookSettings;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Script;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.profile.Profiles;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Builds definitions and plans for tests, without any file. */
public final class Definitions {
    private final Map<String, EventHooks> events = new LinkedHashMap<>();
    private String profile = "native";
    private Rules rules = Rules.DEFAULT;
    private Facts facts = Facts.NONE;

    /** One hook, {@code name}, for each event of the native profile. */
    public static Definitions oneHookEach() {
        Definitions definitions = new Definitions();
        for (String event : Profiles.get("native").eventNames()) {
            definitions.hook(event, "a");
        }
        return definitions;
    }

    public static Hook hook(String name) {
        return new Hook(name, Script.command("true"), HookSettings.UNSET, Hook.Surroundings.PLAIN);
    }

    public Definitions profile(String name) {
        profile = name;
        return this;
    }

    public Definitions hook(String event, String name) {
        return hook(event, hook(name));
    }

    public Definitions hook(String event, Hook hook) {
        List<Hook> hooks = new ArrayList<>(
                events.getOrDefault(event, new EventHooks(true, List.of())).hooks());
        hooks.add(hook);
        events.put(event, new EventHooks(failFast(event), hooks));
        return this;
    }

    /** Replaces the last hook of {@code event} by what {@code change} makes of it. */
    public Definitions change(String event, UnaryOperator<Hook> change) {
        List<Hook> hooks = new ArrayList<>(events.get(event).hooks());
        hooks.add(change.apply(hooks.remove(hooks.size() - 1)));
        events.put(event, new EventHooks(failFast(event), hooks));
        return this;
    }

    public Definitions policy(String event, FailurePolicy policy) {
        return settings(
                event,
                new HookSettings(
                        HookSettings.UNSET.shell(), HookSettings.UNSET.limits(), HookSettings.UNSET.retries(), policy));
    }

    public Definitions retries(String event, int count, Duration backoff) {
        return settings(
                event,
                new HookSettings(
                        HookSettings.UNSET.shell(),
                        HookSettings.UNSET.limits(),
                        new HookSettings.Retries(count, backoff),
                        null));
    }

    public Definitions settings(String event, HookSettings stronger) {
        return change(
                event,
                hook -> new Hook(hook.name(), hook.script(), stronger.orElse(hook.settings()), hook.surroundings()));
    }

    public Definitions when(String event, When when) {
        return change(
                event,
                hook -> new Hook(
                        hook.name(),
                        hook.script(),
                        hook.settings(),
                        new Hook.Surroundings(Map.of(), null, when, true)));
    }

    public Definitions runAll(String event) {
        events.put(event, new EventHooks(false, events.get(event).hooks()));
        return this;
    }

    public Definitions readiness() {
        rules = new Rules(
                rules.defaults(),
                new Readiness(List.of(URI.create("http://127.0.0.1:1/")), Readiness.WITHIN),
                rules.cache(),
                rules.choices());
        return this;
    }

    public Definitions choices(Rules.RunFailedOn runFailedOn, boolean rebuild, String... skip) {
        rules = new Rules(
                rules.defaults(),
                rules.readiness(),
                rules.cache(),
                new Rules.Choices(runFailedOn, Rules.SameCommitPolicy.RESTART, rebuild, Set.of(skip)));
        return this;
    }

    public Definitions withoutArchives() {
        return saving(new CacheSpec.Saving(false, CacheSpec.SaveWhen.SUCCESS, CacheSpec.Dependencies.NONE));
    }

    /** Unstable builds are archived, too. */
    public Definitions savedAlways() {
        CacheSpec.Saving saving = rules.cache().saving();
        return saving(new CacheSpec.Saving(saving.enabled(), CacheSpec.SaveWhen.ALWAYS, saving.dependencies()));
    }

    public Definitions archive(Facts.Archive.State state) {
        facts = facts.with(new Facts.Archive(state, "archive: " + state, null));
        return this;
    }

    /** None fits, and a restore key has found another one. */
    public Definitions nearest(String key) {
        facts = facts.with(new Facts.Archive(
                Facts.Archive.State.MISS, "miss: key part tree changed", null, new Facts.Archive.Keys("own", key)));
        return this;
    }

    /** This commit is deployed already, and {@code policy} says what that means. */
    public Definitions deployed(Rules.SameCommitPolicy policy) {
        facts = facts.with(new Facts.Source("main", "0123456789abcdef", null, "d-0"));
        rules = new Rules(
                rules.defaults(),
                rules.readiness(),
                rules.cache(),
                new Rules.Choices(
                        rules.choices().runFailedOn(),
                        policy,
                        rules.choices().rebuild(),
                        rules.choices().skip()));
        return this;
    }

    /** The run phase may be at another place than the build phase. */
    public Definitions apart() {
        facts = facts.apart();
        return this;
    }

    /** The deployment waits for what comes after its run phase. */
    public Definitions rest() {
        facts = facts.withRest();
        return this;
    }

    /** Dependencies have a cache of their own. */
    public Definitions dependencies() {
        CacheSpec.Saving saving = rules.cache().saving();
        return saving(
                new CacheSpec.Saving(saving.enabled(), saving.when(), new CacheSpec.Dependencies(true, List.of())));
    }

    private Definitions saving(CacheSpec.Saving saving) {
        CacheSpec cache = rules.cache();
        rules = new Rules(
                rules.defaults(),
                rules.readiness(),
                new CacheSpec(cache.key(), cache.paths(), cache.excludes(), saving),
                rules.choices());
        return this;
    }

    public Definitions facts(UnaryOperator<Facts> change) {
        facts = change.apply(facts);
        return this;
    }

    public Definition definition() {
        return new Definition(new Target(profile, "shop", "production", null), Map.of(), events, rules, Map.of());
    }

    public Plan plan() {
        return Planner.plan(definition(), Profiles.get(profile), facts);
    }

    private boolean failFast(String event) {
        return !events.containsKey(event) || events.get(event).failFast();
    }
}
