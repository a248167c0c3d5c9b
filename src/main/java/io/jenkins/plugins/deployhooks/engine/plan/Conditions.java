package io.jenkins.plugins.deployhooks.engine.plan;

import io.jenkins.plugins.deployhooks.engine.condition.ConditionExpression;
import io.jenkins.plugins.deployhooks.engine.condition.PathPatterns;
import io.jenkins.plugins.deployhooks.engine.definition.Definition;
import io.jenkins.plugins.deployhooks.engine.definition.hook.Hook;
import io.jenkins.plugins.deployhooks.engine.definition.hook.When;
import io.jenkins.plugins.deployhooks.engine.profile.EventRule;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides of one hook whether it runs, from what is known before anything has started. */
final class Conditions {
    private final Definition definition;
    private final Facts facts;
    private final DeploymentKind kind;

    Conditions(Definition definition, Facts facts) {
        this.definition = definition;
        this.facts = facts;
        this.kind = DeploymentKind.of(facts.archive().state());
    }

    /**
     * The decision.
     *
     * @param demanded whether an administrator demands the hook: nobody leaves it out
     */
    Decision decide(EventRule event, Hook hook, boolean demanded) {
        Set<String> skip = demanded ? Set.of() : definition.rules().choices().skip();
        Decision own = own(event.name(), hook, skip, Section.of(event.place()));
        if (!own.run()) {
            return own;
        }
        String instance = definition.target().instance();
        if (instance != null && !event.runs().onWorker()) {
            return Decision.skip("instance is " + instance + ", and " + event.name() + " is of web alone");
        }
        Decision byKind = byKind(event.runs());
        return byKind.run() ? when(hook.surroundings().when()) : byKind;
    }

    /** The decision of a hook that stands at no event of the profile. */
    Decision decide(String event, Hook hook) {
        Decision own = own(event, hook, definition.rules().choices().skip(), Section.RUN);
        return own.run() ? when(hook.surroundings().when()) : own;
    }

    private Decision own(String event, Hook hook, Set<String> skip, Section section) {
        // Before all other conditions: what is left out by them although it is due stays due.
        if (!isDue(hook.surroundings().when().changedPaths(), section)) {
            return Decision.NO_CHANGE;
        }
        if (!hook.surroundings().enabled()) {
            return Decision.skip("not enabled");
        }
        for (String name : List.of(event, hook.name(), event + "/" + hook.name())) {
            if (skip.contains(name)) {
                return Decision.skip("skip names " + name);
            }
        }
        return Decision.RUN;
    }

    Decision byKind(EventRule.Runs runs) {
        if (kind == DeploymentKind.FROM_CACHE && !runs.fromCache()) {
            return Decision.FROM_CACHE;
        }
        if (kind == DeploymentKind.REDEPLOY && !runs.onRedeploy()) {
            return Decision.skip("unchanged");
        }
        return Decision.RUN;
    }

    /** Not known what changed: it is, since leaving a migration out is worse than one run too many. */
    private boolean isDue(List<String> globs, Section section) {
        List<String> changed = facts.source().changes().paths();
        return globs.isEmpty()
                || changed == null
                // An archive of this key is used where other things have changed: it holds what all hooks make.
                || section == Section.BUILD && facts.archive().state() != Facts.Archive.State.NONE
                || new PathPatterns(globs).matchAny(changed);
    }

    private Decision when(When when) {
        String branch = facts.source().branch();
        if (!when.branches().isEmpty() && branch == null) {
            return Decision.BRANCH_UNKNOWN;
        }
        if (!when.branches().isEmpty() && !matches(when.branches(), branch)) {
            return Decision.skip("when: branch " + branch + " does not match");
        }
        String environment = definition.target().environment();
        if (!when.environments().isEmpty() && !when.environments().contains(environment)) {
            return Decision.skip("when: environment is " + environment);
        }
        return rest(when.rest());
    }

    private Decision rest(When.Rest rest) {
        Boolean fromCache = rest.fromCache();
        if (fromCache != null && fromCache != (kind != DeploymentKind.DEPLOY)) {
            return Decision.skip(fromCache ? "when: not from cache" : "when: from cache");
        }
        String expression = rest.expression();
        if (expression != null && !ConditionExpression.parse(expression).evaluate(variables())) {
            return Decision.skip("when: expression is false");
        }
        return Decision.RUN;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(facts.env());
        variables.put("DEPLOY_ENVIRONMENT", definition.target().environment());
        variables.put("DEPLOY_KIND", kind.id());
        put(variables, "DEPLOY_APP", definition.target().app());
        put(variables, "DEPLOY_COMMIT", facts.source().commit());
        put(variables, "DEPLOY_BRANCH", facts.source().branch());
        return variables;
    }

    private static void put(Map<String, String> variables, String name, String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private static boolean matches(List<String> globs, String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            // A branch can have a name that no file can have; then only the same text matches.
            return globs.contains(text);
        }
        for (String glob : globs) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            if (matcher.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
