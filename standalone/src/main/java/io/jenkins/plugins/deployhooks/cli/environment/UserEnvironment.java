package io.jenkins.plugins.deployhooks.cli.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.HashMap;
import java.util.Map;

/** The variables as the user set them. The launcher may have started this program under another locale. */
public final class UserEnvironment {
    private static final String LOCALE = "LC_ALL";

    private UserEnvironment() {}

    /** The variables of the process that called the launcher. */
    public static Map<String, String> variables() {
        return restored(System.getenv(), System.getProperty("deployhooks.lc_all"));
    }

    /** {@code env} with the locale {@code said} by the launcher: {@code =C}; empty: not set; null: as it is. */
    static Map<String, String> restored(Map<String, String> env, @CheckForNull String said) {
        Map<String, String> restored = new HashMap<>(env);
        if (said != null && said.isEmpty()) {
            restored.remove(LOCALE);
        } else if (said != null) {
            restored.put(LOCALE, said.substring(1));
        }
        return restored;
    }
}
