package io.jenkins.plugins.deployhooks.engine.cache;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last successful deployment of an app to an environment.
 *
 * @param id the deployment
 * @param commit the full id of its commit; null: not known
 * @param keyParts the parts of its build key and their digests
 * @param runParts the parts of its run-time environment and their digests
 */
public record LastDeployment(
        String id, @CheckForNull String commit, Map<String, String> keyParts, Map<String, String> runParts) {
    public LastDeployment {
        keyParts = Collections.unmodifiableMap(new TreeMap<>(keyParts));
        runParts = Collections.unmodifiableMap(new TreeMap<>(runParts));
    }

    /** Whether it is one: what was read from a file may lack what it should have. */
    boolean isComplete() {
        return id != null;
    }
}
