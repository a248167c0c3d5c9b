package io.jenkins.plugins.deployhooks.pipeline.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.deployhooks.engine.definition.Target;
import io.jenkins.plugins.deployhooks.pipeline.archive.Domain;
import io.jenkins.plugins.deployhooks.pipeline.course.LiveDeployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which lock.
 *
 * @param domain where the other names mean something, by a name that stays where it is renamed
 * @param app the name of the app; null: it has none
 * @param environment the name of the environment
 */
record LockName(String domain, @CheckForNull String app, String environment) {
    /**
     * The lock that {@code deployment} needs.
     *
     * @throws IOException if the name of its domain can be neither read nor made
     */
    static LockName of(LiveDeployment deployment) throws IOException {
        Target target = deployment.definition().target();
        Job<?, ?> job = deployment.run().getParent();
        return new LockName(Domain.of(job, target), target.app(), target.environment());
    }

    /** A name for a file: no two locks have the same. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(domain, app == null ? "" : app, app == null ? "" : "app", environment)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** For people: {@code app shop, environment production}. */
    @Override
    public String toString() {
        return (app == null ? "" : "app " + app + ", ") + "environment " + environment;
    }
}
