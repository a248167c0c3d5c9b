package io.jenkins.plugins.deployhooks.engine.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds where the values of a hook were written: at the hook, in the defaults, or in the profile. */
public final class HookOrigins {
    private static final List<String> SETTINGS = List.of(
            "timeout",
            "inactivityTimeout",
            "killGrace",
            "shell",
            "errexit",
            "trace",
            "retries",
            "backoff",
            "onFailure");

    private final Map<String, Origin> written;
    private final Origin profile;

    /**
     * @param written as {@link Definition#origins}
     * @param profile the name of the profile, where what nobody wrote comes from
     */
    public HookOrigins(Map<String, Origin> written, String profile) {
        this.written = written;
        this.profile = Origin.of(Origin.Strength.BUILT_IN, "profile " + profile);
    }

    /**
     * The origins of the hook number {@code index} of {@code event}; {@code hook} is that of the hook itself. The defaults
     * of a deployment are not for a hook that an administrator demands.
     */
    public Map<String, Origin> of(String event, int index) {
        return at("hooks." + event + "[" + index + "]");
    }

    /** The origins of the hook that was written at {@code path}. */
    public Map<String, Origin> at(String path) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        Origin hook = written.getOrDefault(path, profile);
        boolean demanded = hook.strength() == Origin.Strength.DEMAND;
        origins.put("hook", hook);
        for (String setting : SETTINGS) {
            Origin byDefault = demanded ? profile : written.getOrDefault("defaults." + setting, profile);
            origins.put(setting, written.getOrDefault(path + "." + setting, byDefault));
        }
        return origins;
    }
}
