package io.jenkins.plugins.deployhooks.pipeline.planning;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.Run;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.support.actions.EnvironmentAction;

/** The variables that the program of a Pipeline itself sets around a deployment, as far as a build may depend on them. */
public final class ProgramVariables {
    /**
     * No build depends on them by their values. First Jenkins' own, other in every build or on every agent, and ours, which
     * the definition tells. Then what plugins set anew for each build: sockets and process ids of helpers, screens, temporary
     * directories, times, causes, pages. The documentation lists them.
     */
    private static final Pattern VOLATILE =
            Pattern.compile("NODE_(NAME|LABELS)|EXECUTOR_NUMBER|WORKSPACE.*|.*_COOKIE|STAGE_NAME"
                    + "|(GIT|SVN|CC|PLATFORM|DEPLOY)_.*|BUILD_(NUMBER|ID|URL|TAG|DISPLAY_NAME)"
                    + "|JOB_(NAME|BASE_NAME|URL|DISPLAY_URL)"
                    + "|SSH_(AUTH_SOCK|AGENT_PID)|GPG_AGENT_INFO|DBUS_SESSION_BUS_ADDRESS|XDG_RUNTIME_DIR"
                    + "|DISPLAY|XAUTHORITY|ANDROID_(SERIAL|AVD_(DEVICE|ADB_PORT|USER_PORT|TELNET_PORT))"
                    + "|TMP|TEMP|TMPDIR"
                    + "|BUILD_(TIMESTAMP|USER.*|CAUSE.*|DISPLAY_URL)|ROOT_BUILD_CAUSE.*"
                    + "|RUN_(DISPLAY_URL|(ARTIFACTS|CHANGES|TESTS)_DISPLAY_URL)");

    /** A directory of Jenkins beside the workspace, for files that live as long as a step. */
    private static final Pattern TEMPORARY = Pattern.compile("@tmp[/\\\\]");

    private final Map<String, String> values;

    ProgramVariables(Map<String, String> values) {
        this.values = values;
    }

    /** What the program of {@code run} has assigned to {@code env} so far; on its thread, since it goes on to do so. */
    public static ProgramVariables assigned(Run<?, ?> run) {
        EnvironmentAction.IncludingOverrides action = run.getAction(EnvironmentAction.IncludingOverrides.class);
        return new ProgramVariables(action == null ? Map.of() : new TreeMap<>(action.getOverriddenEnvironment()));
    }

    /**
     * The same and what blocks around a step set, without secrets.
     *
     * @param blocks sets them; null: there are none
     */
    public ProgramVariables within(@CheckForNull EnvironmentExpander blocks) throws IOException, InterruptedException {
        EnvVars all = new EnvVars(values);
        if (blocks != null) {
            blocks.expand(all);
            all.keySet().removeAll(blocks.getSensitiveVariables());
        }
        return new ProgramVariables(new TreeMap<>(all));
    }

    /**
     * Those that may decide what a build makes.
     *
     * @param workspace the directory, which differs by agent and in whose place nothing is said
     */
    Map<String, String> deciding(String workspace) {
        Map<String, String> deciding = new TreeMap<>();
        values.forEach((name, value) -> {
            if (!VOLATILE.matcher(name).matches() && !TEMPORARY.matcher(value).find()) {
                deciding.put(name, value.replace(workspace, "\0"));
            }
        });
        return deciding;
    }
}
