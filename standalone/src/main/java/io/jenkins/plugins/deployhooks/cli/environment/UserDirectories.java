package io.jenkins.plugins.deployhooks.cli.environment;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The directories of a user that programs write to without being told where (XDG Base Directory Specification). */
public final class UserDirectories {
    private final Map<String, String> env;

    private UserDirectories(Map<String, String> env) {
        this.env = env;
    }

    /** Those of the user whose variables are {@code env}. */
    public static UserDirectories of(Map<String, String> env) {
        return new UserDirectories(env);
    }

    /** For what is worth keeping, absolute; empty: this user has no home directory. */
    public Optional<Path> state() {
        return directory("XDG_STATE_HOME", Path.of(".local", "state"));
    }

    /** For what can be made again, absolute; empty: this user has no home directory. */
    public Optional<Path> cache() {
        return directory("XDG_CACHE_HOME", Path.of(".cache"));
    }

    private Optional<Path> directory(String variable, Path belowHome) {
        String named = env.getOrDefault(variable, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named).toAbsolutePath());
        }
        // The JVM knows of no HOME, and calls the home of a user without an entry in passwd "?".
        return Stream.of(env.getOrDefault("HOME", ""), System.getProperty("user.home", ""))
                .filter(home -> Path.of(home).isAbsolute())
                .findFirst()
                .map(home -> Path.of(home).resolve(belowHome));
    }
}
