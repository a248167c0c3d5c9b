package io.jenkins.plugins.deployhooks.engine.cache.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command about a repository that nobody vouches for: git writes nothing, fetches nothing, asks nobody, and starts no
 * program that the repository's configuration names for the occasion, but for filters, which no option can leave out.
 *
 * @param directory the repository, or a directory in it
 * @param arguments the command of git and what follows it
 */
public record GitInvocation(Path directory, List<String> arguments) {
    /** Set inside of a hook of git, they would mean that hook's repository ({@code git rev-parse --local-env-vars}). */
    private static final Set<String> OF_OTHERS = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
            "GIT_NAMESPACE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_GRAFT_FILE",
            "GIT_SHALLOW_FILE",
            "GIT_REPLACE_REF_BASE",
            "GIT_CONFIG");

    // In a partial clone git would fetch what it lacks, by a command that the configuration names. No protocol has this
    // name, so none is allowed.
    private static final Map<String, String> SETTINGS =
            Map.of("GIT_ALLOW_PROTOCOL", "none", "GIT_NO_LAZY_FETCH", "1", "GIT_TERMINAL_PROMPT", "0");

    private static final List<String> COMMAND = List.of(
            "git",
            // A deployment must not get in the way of somebody who works in the checkout; nor run post-index-change.
            "--no-optional-locks",
            "--no-replace-objects",
            "-c",
            "core.fsmonitor=",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "safe.bareRepository=explicit",
            // A time can be put back, the time of the last change of any kind cannot.
            "-c",
            "core.trustCtime=true",
            "-c",
            "core.checkStat=default",
            "-C");

    public GitInvocation {
        arguments = List.copyOf(arguments);
    }

    /** The program and all its arguments. */
    public List<String> command() {
        List<String> command = new ArrayList<>(COMMAND);
        command.add(directory.toString());
        command.addAll(arguments);
        return command;
    }

    /** The variables that have to be set. */
    public Map<String, String> environment() {
        return SETTINGS;
    }

    /** The names of variables that must not be set. */
    public Set<String> without() {
        return OF_OTHERS;
    }
}
