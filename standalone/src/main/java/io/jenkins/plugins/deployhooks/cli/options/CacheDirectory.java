package io.jenkins.plugins.deployhooks.cli.options;

import io.jenkins.plugins.deployhooks.engine.definition.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The directory of {@code --cache-dir}, and what is where below it (decision 045). Nothing is made here.
 *
 * @param root the directory, absolute
 */
public record CacheDirectory(Path root) {
    /** For {@code DirectoryCacheStore}: the archives of deployments and of dependencies. */
    public Path archives() {
        return root.resolve("archives");
    }

    /** For {@code SharedDirectory}, {@code PLATFORM_CACHE_DIR}: what hooks keep between builds. */
    public Path shared() {
        return root.resolve("shared");
    }

    /** For {@code LastDeployments}: what was deployed last. */
    public Path last() {
        return root.resolve("last");
    }

    /** For {@code PrivateDirectory}, the {@code TMPDIR} of deployments that run. */
    public Path temporary() {
        return root.resolve("temporary");
    }

    /** For {@code AppPremises}: the files of mounts, of each app and environment. */
    public Path mounts() {
        return root.resolve("mounts");
    }

    /** For {@code AppPremises}: the directory among {@link #mounts} for the instance of an app in {@code app}. */
    public Path mounts(Path app, Target target) {
        String whose = app + "\n" + target.environment() + "\n" + target.app() + "\n" + target.instance();
        return mounts().resolve(UUID.nameUUIDFromBytes(whose.getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    /** For {@code BuildKeys}: a file for each app that remembers what its files were like. */
    public Path indexes() {
        return root.resolve("indexes");
    }

    /** For {@code BuildKeys}: the file among {@link #indexes} for the app in {@code app}. */
    public Path index(Path app) {
        return indexes().resolve(UUID.nameUUIDFromBytes(app.toString().getBytes(StandardCharsets.UTF_8)) + ".index");
    }

    /** All of these, as far as they can be in the way where the directory is in that of an app. */
    public List<Path> all() {
        return List.of(archives(), shared(), last(), temporary(), indexes(), mounts());
    }
}
