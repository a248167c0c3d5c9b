package io.jenkins.plugins.deployhooks.engine.definition;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What the archive holds and when one fits.
 *
 * @param key the template of the key and the templates tried after it
 * @param paths what is archived, relative to the repository root; empty: everything
 * @param excludes glob patterns of what is left out (D2)
 * @param saving when an archive is made
 */
public record CacheSpec(Key key, List<String> paths, List<String> excludes, Saving saving) {
    /** Everything, whenever the build phase succeeded. */
    public static final CacheSpec DEFAULT = new CacheSpec(
            new Key(null, List.of()), List.of(), List.of(), new Saving(true, SaveWhen.SUCCESS, Dependencies.NONE));

    public CacheSpec {
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
    }

    /**
     * Templates of keys.
     *
     * @param template of the exact key; null: the build key alone
     * @param restoreKeys prefixes tried in order when the exact key has no archive
     */
    public record Key(@CheckForNull String template, List<String> restoreKeys) {
        public Key {
            restoreKeys = List.copyOf(restoreKeys);
        }
    }

    /**
     * When an archive is made.
     *
     * @param enabled false: none is made or stored, the next deployment builds (S19)
     * @param when after which builds
     * @param dependencies what is kept beside the archive
     */
    public record Saving(boolean enabled, SaveWhen when, Dependencies dependencies) {}

    /**
     * Whether dependencies have a cache of their own, which survives a changed build key (D4).
     *
     * @param enabled false: they have none
     * @param extraPaths what is kept beside what is known to hold dependencies, relative to the root of the app, which a
     *     path leaves by one {@code ../} at most
     */
    public record Dependencies(boolean enabled, List<String> extraPaths) {
        /** No cache. */
        public static final Dependencies NONE = new Dependencies(false, List.of());

        public Dependencies {
            extraPaths = List.copyOf(extraPaths);
        }
    }

    /** After which builds an archive is made; never after one that failed (S17). */
    public enum SaveWhen {
        /** Not after an unstable one, which a deployment from its archive would not show. */
        SUCCESS,
        /** After an unstable one, too. */
        ALWAYS
    }
}
