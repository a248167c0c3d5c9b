package io.jenkins.plugins.deployhooks.engine.definition.parse.value;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keys that a mapping can have; the published JSON Schema has the same.
 *
 * @param owner what the mapping is, for messages: {@code a hook}
 * @param names the keys
 */
public record Keys(String owner, List<String> names) {
    /** Settings of hooks, which the defaults have too. */
    private static final List<String> SETTINGS = List.of(
            "timeout",
            "inactivityTimeout",
            "killGrace",
            "shell",
            "onFailure",
            "retries",
            "backoff",
            "errexit",
            "trace");

    /** The root. */
    public static final Keys DEFINITION = of(
            "a definition",
            "version",
            "profile",
            "app",
            "environment",
            "folder",
            "defaults",
            "build",
            "run",
            "readiness",
            "env",
            "hooks",
            "cache",
            "runFailedOn",
            "sameCommitPolicy",
            "rebuild",
            "skip",
            "mounts",
            "frozen",
            "services",
            "traffic",
            "workers",
            "instance");

    public static final Keys DEFAULTS = new Keys("defaults", SETTINGS);

    public static final Keys HOOK = new Keys(
            "a hook",
            Stream.concat(Stream.of("name", "run", "script", "env", "dir", "when", "enabled"), SETTINGS.stream())
                    .toList());

    /** An event with settings of its own. */
    public static final Keys EVENT = of("an event", "failFast", "hooks");

    public static final Keys WHEN =
            of("when", "branch", "environment", "changedPaths", "fromCache", "result", "expression");

    public static final Keys READINESS = of("readiness", "urls", "within");

    public static final Keys ENV = of("env", "build", "run");

    /** A service. */
    public static final Keys SERVICE = of("a service", "env", "credentials");

    public static final Keys TRAFFIC = of("traffic", "hold", "open", "holdLimit");

    public static final Keys CACHE = of(
            "cache",
            "key",
            "restoreKeys",
            "paths",
            "excludes",
            "saveWhen",
            "dependencies",
            "dependencyPaths",
            "enabled");

    public Keys {
        names = List.copyOf(names);
    }

    private static Keys of(String owner, String... names) {
        return new Keys(owner, List.of(names));
    }
}
